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

test('what studies choose by name is listed like entries', () => {
  expect(listed('form-factors')).toContain('form-factors/helm');
  expect(listed('couplings')).toContain('couplings/tree-level');
});

test('an unknown kind names those that exist', () => {
  expect(() => listed('xyzzy')).toThrow(CallError);
  expect(() => listed('xyzzy')).toThrow(/data, detectors, nuclei, sources, .*couplings, .*form-factors/);
  expect(() => listed('form-factor')).toThrow(/did you mean form-factors\?/);
});
