import { expect, test } from 'vitest';
import type { RecoilParameters } from '../stages/recoil.ts';
import { graphOf, parametersAt, problemsOf, sections } from '../testing/written-study.ts';

const oscillating = (settings: string, range = '[0 eV^2, 5 eV^2]', inputs = sections.inputs!) => ({
  inputs: `${inputs}\n  oscillation: ${settings}`,
  parameters: `\n  strength: { scales: cevns }\n  dm2_41: { of: oscillation, range: ${range} }`,
});
const MIXING = '{ model: sterile-3+1, s2_14: 0.1 }';
const reactor = `
  source:
    model: reactor
    thermal-power: 2.4e+16
    exposure: 2.6e+12
    fission-fractions: { U235: 0.55, U238: 0.07, Pu239: 0.32, Pu241: 0.06 }
    spectra: mueller
    low-energy: cut
  baseline: 20
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: asimov`;
const withoutTime = {
  detector: sections
    .detector!.replace(/\n {4}time:[\s\S]*?(?=\n {2}\S)/, '')
    .replace(', time: { model: exponential, rate: 0, from: 0 }', ''),
  systematics: '\n  flux: { scales: cevns, uncertainty: 10 % }',
};
const recoilOf = (changes: Parameters<typeof graphOf>[0]) =>
  parametersAt<RecoilParameters>(graphOf(changes).graph.stages, 'recoil');

test('knots follow the end point of the source: those of a reactor are closer', () => {
  const stoppedPion = recoilOf(oscillating(MIXING));
  const nuclear = recoilOf({ ...oscillating(MIXING, undefined, reactor), ...withoutTime });
  const ratio = (nuclear.shape!.knots - 1) / (stoppedPion.shape!.knots - 1);
  // End points of 52.8 and 8 MeV.
  expect(ratio).toBeGreaterThan(5);
  expect(ratio).toBeLessThan(8);
});

test('recoil spectra with waves get twice the nodes', () => {
  expect(recoilOf({}).nodesPerSegment).toBe(24);
  expect(recoilOf(oscillating(MIXING)).nodesPerSegment).toBe(24);
  expect(recoilOf(oscillating(MIXING, '[0 eV^2, 20 eV^2]')).nodesPerSegment).toBe(48);
  const fixed = { ...oscillating('{ model: sterile-3+1, dm2_41: 20, s2_14: 0.1 }'), parameters: '' };
  expect(recoilOf(fixed).nodesPerSegment).toBe(48);
});

test('a number of the other convention, and a flavour that appears without a coupling, are told at the oscillation', () => {
  expect(problemsOf(oscillating('{ model: sterile-3+1, convention: sin2-2theta, s2_14: 0.1 }'))).toEqual([
    'E606 s2_14',
  ]);
  const couplings = '{ gvp: { nue: 0.03, numu: 0.03 }, gvn: -0.5 }';
  const inputs = sections.inputs!.replace('tree-level', couplings);
  expect(problemsOf(oscillating('{ model: sterile-3+1, convention: mixing-angles }', undefined, inputs))).toEqual([
    'E606 {',
  ]);
  expect(
    problemsOf(oscillating('{ model: sterile-3+1, convention: sin2-2theta, sin2_2theta_ee: 0.1 }', undefined, inputs)),
  ).toEqual([]);
});
