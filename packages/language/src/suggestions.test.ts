import { expect, test } from 'vitest';
import { nearestName } from './suggestions.ts';

test.each([
  ['helm-lewin', ['helm-rms', 'helm-lewin-smith', 'helm'], 'helm-lewin-smith'],
  ['table', ['tabulated', 'constant', 'lindhard'], 'tabulated'],
  ['tabulated', ['table', 'line', 'michel-nue'], 'table'],
  ['gauss', ['gamma', 'gaussian', 'none'], 'gaussian'],
  // Two begin in the same way: neither is meant plainly.
  ['two', ['two-phase', 'two-parameter-fermi'], undefined],
  // Two letters are no beginning.
  ['tau', ['tabulated', 'constant'], undefined],
  ['', ['tabulated'], undefined],
])('%s of %j: %s', (text, names, meant) => {
  expect(nearestName(text, names, {})).toBe(meant);
});
