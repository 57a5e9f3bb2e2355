import { expect, test } from 'vitest';
import type { CouplingSet } from './couplings.ts';
import { couplingsFromNumbers, vectorWeights } from './couplings.ts';
import { couplings as flavour0381 } from './flavour-0.0381-0.0298.ts';
import { couplings as flavour0382 } from './flavour-0.0382-0.0300.ts';
import { couplings as flavour0401 } from './flavour-0.0401-0.0318.ts';
import { evaluatePolynomial, multiplyPolynomials } from './polynomial.ts';
import { couplings as registry } from './registry.ts';
import { couplings as scholberg } from './scholberg.ts';
import { couplings as treeLevel } from './tree-level.ts';
import { couplings as treeLevelLow } from './tree-level-0.2387.ts';
import { couplings as treeLevel2022 } from './tree-level-0.23863.ts';
import { couplings as treeLevelZPole } from './tree-level-z-pole.ts';

const sets: [string, CouplingSet, electron: number, muon: number, neutron: number][] = [
  ['tree-level', treeLevel, 0.02286, 0.02286, -0.5],
  ['tree-level-0.2387', treeLevelLow, 0.0226, 0.0226, -0.5],
  ['tree-level-z-pole', treeLevelZPole, 0.0376, 0.0376, -0.5],
  ['tree-level-0.23863', treeLevel2022, 0.02274, 0.02274, -0.5],
  ['scholberg', scholberg, 0.0298, 0.0298, -0.5117],
  ['flavour-0.0381-0.0298', flavour0381, 0.0381, 0.0298, -0.5117],
  ['flavour-0.0382-0.0300', flavour0382, 0.0382, 0.03, -0.5117],
  ['flavour-0.0401-0.0318', flavour0401, 0.0401, 0.0318, -0.5094],
];

test.each(sets)('%s: weights at the nominal parameters', (_, set, electron, muon, neutron) => {
  for (const [flavour, proton] of [
    ['nue', electron],
    ['nuebar', electron],
    ['numu', muon],
    ['numubar', muon],
  ] as const) {
    const weights = vectorWeights(set, flavour);
    expect(evaluatePolynomial(weights.pp, set.parameters)).toBeCloseTo(proton * proton, 15);
    expect(evaluatePolynomial(weights.pn, set.parameters)).toBeCloseTo(proton * neutron, 15);
    expect(evaluatePolynomial(weights.nn, set.parameters)).toBeCloseTo(neutron * neutron, 15);
  }
});

test('the registry names exactly these sets', () => {
  expect(Object.keys(registry).sort()).toEqual([...sets.map(([name]) => name), 'erler-su'].sort());
  for (const [name, set] of sets) expect(registry[name]).toBe(set);
});

test('the tree-level weights are polynomials in sin^2 theta_W: (1/2 - 2 s)^2 = 1/4 - 2 s + 4 s^2', () => {
  expect(vectorWeights(treeLevel, 'nue').pp).toEqual([
    { coefficient: 0.25, powers: {} },
    { coefficient: -2, powers: { sin2_theta_W: 1 } },
    { coefficient: 4, powers: { sin2_theta_W: 2 } },
  ]);
});

test('an unknown flavour, or one without coupling, is an error', () => {
  const set = couplingsFromNumbers({ gvp: { nue: 0.04, numu: 0.03 }, gvn: -0.51 });
  expect(() => vectorWeights(set, 'nutau')).toThrow(/coupling of nutau/);
  expect(() => vectorWeights(set, 'sterile' as 'nue')).toThrow(/neutrino flavour/);
  expect(() => vectorWeights(treeLevel, 'sterile' as 'nue')).toThrow(RangeError);
  expect(vectorWeights(flavour0381, 'nutaubar').nn).toHaveLength(1);
});

test('polynomials: products collect equal powers, a missing value is an error', () => {
  const a = [
    { coefficient: 1, powers: { x: 1 } },
    { coefficient: 1, powers: { y: 1 } },
  ];
  const square = multiplyPolynomials(a, a);
  expect(square).toHaveLength(3);
  expect(evaluatePolynomial(square, { x: 2, y: 3 })).toBe(25);
  expect(() => evaluatePolynomial(square, { x: 2 })).toThrow(/'y'/);
});
