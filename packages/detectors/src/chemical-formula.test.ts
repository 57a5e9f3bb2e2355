import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFormula } from './chemical-formula.ts';

const written = (formula: string) =>
  parseFormula(formula)
    .map(({ symbol, A, atoms }) => `${A === undefined ? '' : `[${A}]`}${symbol}${atoms}`)
    .join(' ');

test.each([
  ['CsI', 'Cs1 I1'],
  ['NaI', 'Na1 I1'],
  ['CaWO4', 'Ca1 W1 O4'],
  ['Al2O3', 'Al2 O3'],
  ['PbWO4', 'Pb1 W1 O4'],
  ['Ar', 'Ar1'],
  ['Li2MoO4', 'Li2 Mo1 O4'],
  ['CH3OH', 'C1 H4 O1'],
  ['C8H8', 'C8 H8'],
  ['CF3I', 'C1 F3 I1'],
  ['H2O', 'H2 O1'],
  ['D2O', '[2]H2 O1'],
  ['DyD3', 'Dy1 [2]H3'],
  ['Ca(OH)2', 'Ca1 O2 H2'],
  ['(CH2(CF2)3)2', 'C8 H4 F12'],
  ['((Cs)I)', 'Cs1 I1'],
  ['Pb0.5Sn0.5F2', 'Pb0.5 Sn0.5 F2'],
  ['CsI2.5', 'Cs1 I2.5'],
  ['76Ge', '[76]Ge1'],
  ['[76Ge]', '[76]Ge1'],
  ['2H', '[2]H1'],
  ['40CaWO4', '[40]Ca1 W1 O4'],
  ['Li2[100Mo]O4', 'Li2 [100]Mo1 O4'],
  ['[76Ge]3Ge', '[76]Ge3 Ge1'],
  ['Cd(116Cd)2', 'Cd1 [116]Cd2'],
])('%s', (formula, parts) => expect(written(formula)).toBe(parts));

test.each([
  ...[
    '',
    'csi',
    'Cs I',
    'O0',
    'O0.0',
    'CsI\n',
    'Cs(',
    'Cs()',
    'Cs)',
    '(Cs',
    'Cs(I))',
    '2',
    '2(Cs)',
    '[Ge]',
    '[76Ge',
    '7.5Ge',
  ],
  ...['2D2O', '7[6Li]', 'Cs-I', 'Cs2 3', 'CsI2.'],
])('%j is not one', (formula) => expect(() => parseFormula(formula)).toThrow(`got '${formula}'`));

test('a group of n counts n times what it counts alone, at any depth', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (n, m) => {
      const [cs, i, o] = parseFormula(`((CsI${n})${m}O)${n}`);
      expect([cs!.atoms, i!.atoms, o!.atoms]).toEqual([m * n, n * m * n, n]);
    }),
  );
});
