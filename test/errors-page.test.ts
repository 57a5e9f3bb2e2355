import { readFileSync } from 'node:fs';
import { runnerErrorCodes } from '@cevns/runner/runner-error';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const page = read('docs/errors.md');
const explained = [...page.matchAll(/^\| `([a-z-]+)` \| .+\. \|$/gm)].map(([, code]) => code!);

/** The members of a closed union of codes, as its source writes them. */
function unionOf(path: string, name: string): string[] {
  const union = new RegExp(`type ${name} =((?:\\s*\\| '[a-z-]+')+);`).exec(read(path));
  return [...union![1]!.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code!);
}

test('docs/errors.md explains every code of a run, of the fit and of the figures, and no other', () => {
  const codes = [
    ...Object.keys(runnerErrorCodes),
    ...unionOf('packages/fitting/src/fitting-error.ts', 'FittingErrorCode'),
    ...unionOf('packages/plotting/src/plotting-error.ts', 'PlottingErrorCode'),
  ];
  expect(codes.length).toBeGreaterThan(50);
  expect([...explained].sort()).toEqual([...codes].sort());
});
