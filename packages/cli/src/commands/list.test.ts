import { expect, test } from 'vitest';
import { CallError } from '../call-error.ts';
import { recorded } from '../testing/terminal.ts';
import { list } from './list.ts';

function listed(kind?: string): string[] {
  const surroundings = recorded();
  expect(list(kind, surroundings)).toBe(0);
  return surroundings.printed;
}

test('entries of one kind are those of all that begin with it', () => {
  const all = listed();
  expect(all).toContain('detectors/coherent-csi');
  expect(listed('nuclei')).toEqual(all.filter((entry) => entry.startsWith('nuclei/')));
  expect(listed('nuclei')).toContain('nuclei/Cs');
});

test('an unknown kind names those that exist', () => {
  expect(() => listed('nucleus')).toThrow(CallError);
  expect(() => listed('nucleus')).toThrow(/data, detectors, nuclei, sources/);
});
