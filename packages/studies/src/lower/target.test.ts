import { expect, test } from 'vitest';
import { loweredStudy, problemsOf, sections } from '../testing/written-study.ts';

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

test.each(['Xx', 'CsXxI', 'csi', 'Cs('])('%s is no material', (material) => {
  expect(problemsOf(withMaterial(`'${material}'`))).toEqual([`E604 '${material}'`]);
});
