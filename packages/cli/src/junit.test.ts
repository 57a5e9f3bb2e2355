import fc from 'fast-check';
import { expect, test } from 'vitest';
import { junitXml } from './junit.ts';
import type { CaseOutcome, RunOutcome } from './run-outcome.ts';
import { parseXml } from './testing/parse-xml.ts';

const outcome = (name: string, cases: readonly CaseOutcome[]): RunOutcome => ({
  kind: 'study',
  name,
  file: `${name}.yaml`,
  folder: 'results',
  counts: undefined,
  seconds: 1.5,
  failures: [],
  state: 'done',
  cases: () => [...cases],
});

test('a suite per study, a case per analysis, failures with their cause, counts of all', () => {
  const cases: CaseOutcome[] = [
    { name: 'fit', seconds: 0.25, state: 'done' },
    { name: 'scan', seconds: 0, state: 'failed', cause: 'a/scan: x < 1 & y\n  second line' },
    { name: 'last', seconds: 0, state: 'not computed' },
  ];
  const root = parseXml(junitXml([outcome('a', cases), outcome('b', [])]));
  expect(root.name).toBe('testsuites');
  expect(root.attributes).toMatchObject({ tests: '3', failures: '1', errors: '0', skipped: '1', time: '3.000' });
  expect(root.children.map(({ attributes }) => [attributes.name, attributes.tests])).toEqual([
    ['a', '3'],
    ['b', '0'],
  ]);
  const [fit, scan, last] = root.children[0]!.children;
  expect(fit).toMatchObject({
    attributes: { classname: 'a', name: 'fit', time: '0.250', file: 'a.yaml' },
    children: [],
  });
  expect(scan!.children[0]).toMatchObject({
    name: 'failure',
    attributes: { message: 'a/scan: x < 1 & y' },
    text: 'a/scan: x < 1 & y\n  second line',
  });
  expect(last!.children[0]!.name).toBe('skipped');
});

test('what ended the call is an error', () => {
  const root = parseXml(junitXml([], { file: 'a.yaml b.yaml', message: 'the run was interrupted' }));
  expect(root.attributes).toMatchObject({ tests: '1', failures: '0', errors: '1' });
  expect(root.children[0]!.children[0]!.children[0]).toMatchObject({
    name: 'error',
    attributes: { message: 'the run was interrupted' },
  });
});

test('any text comes back as it was, but for what XML has no place for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (name, cause) => {
      const written = parseXml(junitXml([outcome('a', [{ name, seconds: 0, state: 'failed', cause }])]));
      const [found] = written.children[0]!.children;
      expect(found!.children[0]!.text).toBe(representable(cause));
      expect(found!.attributes.name).toBe(representable(name));
    }),
  );
});

function representable(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML does not allow
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
  );
}
