import { expect, test } from 'vitest';
import { withinStudy } from './within-study.ts';

test.each([
  ['after csi/response', 'after response'],
  ['inputs.matrices: output matrices of csi/response changed', 'inputs.matrices: output matrices of response changed'],
  ['inputs.events: file data/csi/events.csv changed', 'inputs.events: file data/csi/events.csv changed'],
  ['inputs.events: file csi/events.csv changed', 'inputs.events: file csi/events.csv changed'],
  ['region.PE [0, 60] -> [8, 60]', 'region.PE [0, 60] -> [8, 60]'],
  ['first run (no record of an earlier one)', 'first run (no record of an earlier one)'],
])('%s', (reason, expected) => {
  expect(withinStudy(reason, 'csi')).toBe(expected);
});
