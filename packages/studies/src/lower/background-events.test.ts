import { describe, expect, test } from 'vitest';
import { foundProblems, graphOf, parametersAt } from '../testing/written-study.ts';

/** Numbers are in internal units: days in us, rates per us. */
const DAY_US = 86400e6;

const inputs = (source: string) => `
  source: ${source}
  baseline: 20
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: asimov`;

const fractions = '{ U235: 0.58, U238: 0.07, Pu239: 0.3, Pu241: 0.05 }';
const reactor = inputs(
  `{ model: reactor, thermal-power: 1.0e+16, exposure: ${100 * DAY_US}, fission-fractions: ${fractions}, spectra: huber-mueller, low-energy: vogel-engel }`,
);
const beam = (more = '') =>
  inputs(
    `{ model: stopped-pion, exposure: { time: ${100 * DAY_US} }, beam-power: 1, proton-energy: 1000, neutrinos-per-proton-per-flavour: 0.08, pulse: { model: gaussian, sigma: 0.15${more} } }`,
  );

const detector = (background: string, more = '') => `
  target: { material: CsI, mass: 2 }
  quenching: { model: constant, factor: 0.09 }
  smearing: { model: gaussian, noise: 0.1 }
  observables: { energy: { binning: { edges: [0.5, 1, 2.5] } } }
  backgrounds: { ambient: { ${background} } }${more}`;

/** The same bins as recoil energies, 0.5 to 2.5 keVnr. */
const ofRecoils = (background: string, more = '') =>
  detector(background, more)
    .replace(/ {2}quenching: .*\n/, '')
    .replace('[0.5, 1, 2.5]', '[500, 1000, 2500], unit: eVnr');

const perEnergy = (rate: number) => `rate: { rate-per-energy-and-mass: ${rate / DAY_US} }, energy: flat`;

function eventsOf(changes: Record<string, string>): number {
  const { components } = parametersAt<{
    components: readonly { name: string; events?: number }[];
  }>(graphOf(changes).graph.stages, 'model');
  return components.find(({ name }) => name === 'ambient')!.events!;
}

describe('events are rate x width x mass x live time', () => {
  test.each([
    ['7 /keVee/kg/d over 2 keVee', perEnergy(7), 7 * 2 * 2 * 100],
    ['20 /kg/d in the region', `rate: { rate-per-mass: ${20 / DAY_US} }, energy: flat`, 20 * 2 * 100],
    ['3 /d in the region', `rate: { rate-per-time: ${3 / DAY_US} }, energy: flat`, 300],
    ['1 /kg/d, all decays', `activity: ${1 / DAY_US}, energy: { model: lines, lines: [{ energy: 1 }] }`, 200],
  ])('%s', (_, background, expected) => {
    expect(eventsOf({ inputs: reactor, detector: detector(background) })).toBeCloseTo(expected, 9);
  });

  test('100 /keVnr/kg/d over 2 keVnr, and over a reference region in keVnr', () => {
    const rate = `rate: { rate-per-recoil-energy-and-mass: ${100 / DAY_US} }, energy: flat`;
    expect(eventsOf({ inputs: reactor, detector: ofRecoils(rate) })).toBeCloseTo(100 * 2 * 2 * 100, 9);
    const region = '\n  reference-region: { energy: [{ recoil-energy: 1.0e-3 }, { recoil-energy: 2.0e-3 }] }';
    expect(eventsOf({ inputs: reactor, detector: ofRecoils(rate, region) })).toBeCloseTo(100 * 2 * 100, 9);
  });

  test('the reference region is where the rate is the mean', () => {
    const region = '\n  reference-region: { energy: [1, 2] }';
    expect(eventsOf({ inputs: reactor, detector: detector(perEnergy(7), region) })).toBeCloseTo(1400, 9);
  });

  test('at a pulsed beam only the window after each pulse counts', () => {
    const window = '\n  beam-window: 5';
    expect(eventsOf({ inputs: beam(), detector: detector(perEnergy(7)) })).toBeCloseTo(2800, 9);
    const rejected = eventsOf({ inputs: beam(', repetition-rate: 60'), detector: detector(perEnergy(7), window) });
    expect(rejected).toBeCloseTo(2800 * 60 * 5e-6, 9);
  });
});

test('an uncertainty is one in events or in parts of them', () => {
  const sigma = (uncertainty: string) => {
    const changes = { inputs: reactor, detector: detector(`events: 50, uncertainty: ${uncertainty}, energy: flat`) };
    const stages = graphOf({ ...changes, systematics: '\n  own: { scales: ambient }' }).graph.stages;
    const { parameters } = parametersAt<{
      parameters: readonly { name: string; constraint?: { sigma: number } }[];
    }>(stages, 'model');
    return parameters.find(({ name }) => name === 'own')!.constraint!.sigma;
  };
  expect([sigma('5'), sigma('{ count: 5 }'), sigma('{ fraction: 0.1 }')]).toEqual([0.1, 0.1, 0.1]);
});

test('a measurement without signal is told how long it is', () => {
  const measured = (more: string) => {
    const changes = { inputs: reactor, detector: detector(`events: 50, energy: flat, measured: { ${more} }`) };
    const { components } = parametersAt<{
      components: readonly { measured?: object }[];
    }>(graphOf(changes).graph.stages, 'model');
    return components[0]!.measured;
  };
  expect(measured(`live-time: ${50 * DAY_US}`)).toEqual({
    ratio: 0.5,
    statistics: 'per-bin',
    parameter: 'ambient-off',
  });
  expect(measured('ratio: 3, statistics: total')).toMatchObject({ ratio: 3, statistics: 'total' });
});

describe('refused', () => {
  const flat = 'events: 5, energy: flat';
  const window = (us: number) => `\n  beam-window: ${us.toExponential(1)}`;
  const protons = inputs('{ model: stopped-pion, exposure: 1.0e+23, neutrinos-per-proton-per-flavour: 0.08 }');
  test.each([
    ['events and a rate', reactor, detector(`events: 5, ${perEnergy(7)}`), 'E606 rate', 'has `events` and `rate`'],
    ['protons without power', protons, detector(perEnergy(7)), 'E303 ambient', 'needs the live time of the source'],
    ['a window of unknown rate', beam(), detector(perEnergy(7), window(5)), 'E303 ambient', 'how often the window'],
    [
      'a window at a reactor',
      reactor,
      detector(perEnergy(7), window(5)),
      'E606 beam-window',
      'without pulses has no window',
    ],
    [
      'too long a window',
      beam(', repetition-rate: 60'),
      detector(perEnergy(7), window(2e4)),
      'E605 ambient',
      'longer than the time',
    ],
    [
      'a rate per PE',
      reactor,
      detector('rate: { rate-per-photoelectron-and-mass: 1 }, energy: flat'),
      'E403 {',
      'the rate is per PE',
    ],
    [
      'a rate per keVee in bins of the recoil energy',
      reactor,
      ofRecoils(perEnergy(7)),
      'E404 {',
      'the rate is per keVee, and the detector observes energy in keVnr',
    ],
    [
      'an activity of a flat shape',
      reactor,
      detector('activity: 1, energy: flat'),
      'E606 activity',
      'counts all decays',
    ],
    [
      'a control of unknown length',
      reactor,
      detector(`${flat}, measured: { statistics: total }`),
      'E606 {',
      'is not said',
    ],
    [
      'a control of two lengths',
      reactor,
      detector(`${flat}, measured: { ratio: 1, live-time: 5 }`),
      'E606 {',
      'is said twice',
    ],
  ])('%s', (_, own, sections, place, message) => {
    const found = foundProblems({ inputs: own, detector: sections });
    expect(found.map(({ code, word }) => `${code} ${word}`)).toEqual([place]);
    expect(found[0]!.message).toContain(message);
  });
});
