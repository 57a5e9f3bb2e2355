import { expect, test } from 'vitest';
import { CallError } from '../call-error.ts';
import { recorded } from '../testing/terminal.ts';
import { type ListOptions, list } from './list.ts';

/** The names that a call lists. */
function listed(kind?: string, options: ListOptions = {}): string[] {
  const surroundings = recorded();
  expect(list(kind, { ...options, json: true }, surroundings)).toBe(0);
  return (JSON.parse(surroundings.printed.join('\n')) as { readonly name: string }[]).map(({ name }) => name);
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

test('detectors are found by target, source, status and words', () => {
  const argon = listed('detectors', { target: 'Ar' });
  expect(argon).toContain('detectors/coherent-lar');
  expect(argon).not.toContain('detectors/coherent-csi');
  expect(listed('detectors', { target: 'CsI', text: '2017' })).toEqual(['detectors/coherent-csi-2017']);
  expect(listed(undefined, { target: 'i', status: 'measured', source: 'sources/sns' })).toEqual(
    expect.arrayContaining(['detectors/coherent-csi', 'detectors/coherent-csi-2017']),
  );
  expect(listed('detectors', { source: 'stopped-pion' })).toEqual(listed('detectors', { source: 'Stopped-Pion' }));
  expect(listed('sources', { source: 'sns' })).toContain('sources/sns');
});

test('the table has a heading and a line per entry, with its title', () => {
  const surroundings = recorded();
  list('detectors', { target: 'CsI' }, surroundings);
  const [head, ...lines] = surroundings.printed;
  expect(head).toMatch(/^name +target +source +status +title$/);
  expect(lines[0]).toMatch(/^detectors\/coherent-csi +14.6 kg CsI +sns +measured +COHERENT CsI\[Na\], 14.6 kg$/);
});

test('where only names are known there are only names', () => {
  const surroundings = recorded();
  list('nuclei', {}, surroundings);
  expect(surroundings.printed).toContain('nuclei/Cs');
});

test('nothing found is said on standard error', () => {
  const surroundings = recorded();
  expect(list('detectors', { target: 'Tc' }, surroundings)).toBe(0);
  expect(surroundings.printed).toEqual([]);
  expect(surroundings.errors).toEqual(['cevns: no entry is like that']);
});

test('an unknown kind names those that exist', () => {
  expect(() => listed('xyzzy')).toThrow(CallError);
  expect(() => listed('xyzzy')).toThrow(/data, detectors, nuclei, sources, .*couplings, .*form-factors/);
  expect(() => listed('form-factor')).toThrow(/did you mean form-factors\?/);
});

test('so do an unknown status and source', () => {
  expect(() => listed('detectors', { status: 'guessed' })).toThrow(/measured, design, assumed/);
  expect(() => listed('detectors', { source: 'stoped-pion' })).toThrow('did you mean stopped-pion?');
});
