import { expect, test } from 'vitest';
import { foundProblems, sections } from '../testing/written-study.ts';

const inputs = sections.inputs!.replace(/data: .*/, 'data: asimov');
const problemsOf = (quenching: string, smearing = 'none', observable = 'energy') =>
  foundProblems({
    inputs,
    systematics: '',
    detector: `
  target: { material: CsI, mass: 2 }
  quenching: ${quenching}
  smearing: ${smearing}
  observables: { ${observable}: { binning: { edges: [0, 1, 2, 4] } } }`,
  });

/** COHERENT's polynomial (arXiv:2110.07730), which is in MeV. */
const polynomial = (unit: string) =>
  `{ model: polynomial, coefficients: [0.05546, 4.307, -111.7, 840.4], recoil-energy-unit: ${unit}nr, electron-equivalent-energy-unit: ${unit}ee }`;

test('a polynomial in the wrong unit leaves more than the energy of the recoils', () => {
  expect(problemsOf(polynomial('MeV'))).toEqual([]);
  expect(problemsOf(polynomial('keV'))).toMatchObject([{ code: 'E605', found: '733 at 1 keVnr' }]);
  const photoelectrons = '{ model: poisson, light-yield: 10 }';
  expect(problemsOf(polynomial('MeV'), photoelectrons, 'PE')).toEqual([]);
  expect(problemsOf(polynomial('keV'), photoelectrons, 'PE')[0]).toMatchObject({ code: 'E605' });
});

test('more ionisation than Lindhard has below the bins is a fit to data; at most energies of the bins it is none', () => {
  const modified = (q: number) => `{ model: modified-lindhard, Z: 32, A: 72.63, k: 0.16, q: ${q} }`;
  // QF is above 1 below 0.06 keVnr.
  expect(problemsOf(modified(-2e-4))).toEqual([]);
  expect(problemsOf(modified(-0.2))).toMatchObject([{ code: 'E605' }]);
});

test('points are told with their row', () => {
  const points =
    '{ model: tabulated, points: { t: [0.1, 0.3], q: [100, 600] }, at: t, recoil-energy-unit: keVnr, content: q }';
  expect(problemsOf(points)).toMatchObject([{ code: 'E605', message: 'the quenching factor is above 1', word: '100' }]);
  expect(problemsOf(points)[0]!.expected).toContain("('t') and `content` ('q') look swapped");
});
