import { expect, test } from 'vitest';
import { loweredStudy, problemsOf, sections } from '../testing/written-study.ts';
import { targetConvention } from './target.ts';

const AVOGADRO = 6.02214076e23;

function withMaterial(material: string) {
  return { detector: sections.detector!.replace('CsI', material) };
}

test('10 kg of CsI hold as many caesium as iodine nuclei', () => {
  const { nuclei } = loweredStudy();
  expect(nuclei.map(({ symbol, A }) => `${symbol}${A}`)).toEqual(['Cs133', 'I127']);
  const expected = (10_000 / (132.905 + 126.904)) * AVOGADRO;
  for (const { count } of nuclei) expect(count / expected).toBeCloseTo(1, 12);
});

test('isotopes of an element share it by abundance', () => {
  const { nuclei } = loweredStudy(withMaterial('CsCl'));
  const [caesium, chlorine35, chlorine37] = nuclei.map(({ count }) => count);
  expect(chlorine35! + chlorine37!).toBeCloseTo(caesium!, -18);
  expect(chlorine35! / chlorine37!).toBeCloseTo(3, 12);
});

test('kinematics gets nuclear masses: the atom without its electrons', () => {
  const { nuclearMassMeV, Z } = loweredStudy().nuclei[0]!;
  expect(nuclearMassMeV).toBeCloseTo(132.905 * 931.494 - Z * 0.511, 1);
});

test.each(['Xx', 'CsXxI', 'csi', 'Cs(', 'Cl35', '36Cl'])('%s is no material', (material) => {
  expect(problemsOf(withMaterial(`'${material}'`))).toEqual([`E604 '${material}'`]);
});

test('a mixture, isotopes in brackets and enriched elements are made of known elements too', () => {
  const names = (target: string) =>
    loweredStudy({ detector: sections.detector!.replace('material: CsI', target) }).nuclei.map(
      ({ symbol, A }) => `${symbol}${A}`,
    );
  expect(names('material: { CsI: 0.9, CsCl: 0.1 }')).toEqual(['Cs133', 'I127', 'Cl35', 'Cl37']);
  expect(names("material: 'Cs[37Cl]'")).toEqual(['Cs133', 'Cl37']);
  expect(names('material: CsCl, isotopes: { Cl35: 1 }')).toEqual(['Cs133', 'Cl35']);
});

test.each([
  ['material: { CsI: 0.9, XxCl: 0.1 }', ['E604 0.1']],
  ['material: { CsI: 0.9, CsCl: 0.2 }', ['E604 {']],
  ['material: CsCl, isotopes: { Cl35: 0.5 }', ['E604 {']],
  ['material: CsCl, isotopes: { Cl36: 1 }', ['E604 Cl36']],
])('%s is refused where it stands', (target, problems) => {
  expect(problemsOf({ detector: sections.detector!.replace('material: CsI', target) })).toEqual(problems);
});

test('results say what the target is made of', () => {
  expect(targetConvention({ material: 'CsI', mass: 1 })).toBe('CsI, isotopes natural, dopants neglected unless named');
  expect(targetConvention({ material: 'D2O', mass: 1 })).toContain('D2O, isotopes as named, else natural');
  expect(targetConvention({ material: { Ar: 0.9, Xe: 0.1 }, mass: 1 })).toContain('90 % Ar + 10 % Xe by mass');
  expect(targetConvention({ material: 'GeO2', mass: 1, isotopes: { Ge76: 0.87, Ge74: 0.13 } })).toContain(
    'GeO2, isotopes 87 % Ge76 + 13 % Ge74, else natural',
  );
});
