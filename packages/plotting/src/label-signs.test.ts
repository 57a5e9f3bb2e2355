import { expect, test } from 'vitest';
import { missingSigns } from './label-signs.ts';
import { symbolNames } from './label-symbols.ts';

test('letters, Greek, scripts and the signs of formulae are all there', () => {
  for (const label of [
    'CEvNS',
    'ε_{ee}^{u}',
    '⟨r_{ν}^{2}⟩ (10^{−32} cm^{2})',
    '\\Delta\\chi^{2} ≤ 4.6 ± 1',
    'ν̄_{μ} → ν_{e}',
    '',
  ]) {
    expect(missingSigns(label)).toEqual({ characters: [], names: [] });
  }
  for (const name of symbolNames) expect(missingSigns(`\\${name} x`)).toEqual({ characters: [], names: [] });
});

test('signs that no bundled font has are named once each', () => {
  expect(missingSigns('x ∝ y ∝ z').characters).toEqual(['∝']);
  expect(missingSigns('m ≲ 3, a ∈ B_{∇}').characters).toEqual(['≲', '∈', '∇']);
});

test('names that are no symbol', () => {
  expect(missingSigns('\\propto x^{\\nabla}')).toEqual({ characters: [], names: ['propto', 'nabla'] });
});
