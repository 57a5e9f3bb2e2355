import { readFileSync } from 'node:fs';
import { shape as events } from '@cevns/detectors/background-shapes/events';
import { shape as exponential } from '@cevns/detectors/background-shapes/exponential';
import { shape as tabulated } from '@cevns/detectors/background-shapes/tabulated';
import { expectedEvents, referenceShares } from '@cevns/detectors/backgrounds';
import { binEdges, countEvents } from '@cevns/detectors/binning';
import { readNumericTable, tableColumn } from '@cevns/detectors/tables/csv';
import { efficiency as timeEfficiency } from '@cevns/detectors/time-efficiency/plateau-exponential';
import { couplingsFromNumbers } from '@cevns/physics/couplings/couplings';
import { couplings as perFlavour } from '@cevns/physics/couplings/flavour-0.0382-0.0300';
import { couplings as treeLevel } from '@cevns/physics/couplings/tree-level';
import { formFactor as helm } from '@cevns/physics/form-factors/helm';
import { formFactor as helmLewinSmith } from '@cevns/physics/form-factors/helm-lewin-smith';
import { formFactor as kleinNystrand } from '@cevns/physics/form-factors/klein-nystrand';
import { source } from '@cevns/sources/models/stopped-pion';
import { pulse } from '@cevns/sources/pulses/gaussian';
import { describe, expect, test } from 'vitest';
import { csiFixture as fixture } from './csi-fixture.ts';
import { type CsiDetector, predictCsi } from './csi-prediction.ts';

const { inputs } = fixture;
const folder = new URL('../../configs/data/coherent-csi-2021/', import.meta.url);
const table = (file: string) => readNumericTable(readFileSync(new URL(file, folder), 'utf8'));
const peEdges = binEdges(inputs.peEdges);
const timeEdges = binEdges(inputs.timeEdgesUs);
const plateau = { 'plateau-end': inputs.timeEfficiency.plateauEndUs, rate: inputs.timeEfficiency.ratePerUs };

const efficiency = timeEfficiency.prepare(plateau);

const inPe = (file: string) =>
  referenceShares(
    tabulated.prepare(
      { table: file, at: 'pe', content: 'probability', efficiency: 'included' },
      { table: table(file) },
    ),
    [0, 60],
    peEdges,
  );
const inTime = (file: string) =>
  referenceShares(
    tabulated.prepare(
      { table: file, at: 'time_us', content: 'rate', efficiency: 'applied-at-centres' },
      { table: table(file), efficiency },
    ),
    [0, 6],
    timeEdges,
  );
const backgrounds = {
  'steady-state': {
    PE: referenceShares(
      events.prepare({ table: 'off', column: 'pe' }, { table: table('beam-on-anticoincidence.csv') }),
      [0, 60],
      peEdges,
    ),
    time: referenceShares(exponential.prepare({ rate: plateau.rate, from: 0 }, {}), [0, 6], timeEdges),
  },
  brn: { PE: inPe('beam-related-neutrons-pe.csv'), time: inTime('beam-related-neutrons-time.csv') },
  nin: { PE: inPe('neutrino-induced-neutrons-pe.csv'), time: inTime('neutrino-induced-neutrons-time.csv') },
};

function expectClose(values: ArrayLike<number>, expected: readonly number[], tolerance: number) {
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs((values[i] as number) - value), `bin ${i}: ${values[i]} against ${value}`).toBeLessThan(tolerance);
  });
}

describe('background shapes, normalised to the region', () => {
  const { tolerance, brn, nin, 'steady-state': steadyState } = fixture.backgroundShapes;
  test('steady state in time', () => expectClose(backgrounds['steady-state'].time, steadyState.time, tolerance));
  test('beam-related neutrons in PE', () => expectClose(backgrounds.brn.PE, brn.PE, tolerance));
  test('beam-related neutrons in time', () => expectClose(backgrounds.brn.time, brn.time, tolerance));
  test('neutrino-induced neutrons in PE', () => expectClose(backgrounds.nin.PE, nin.PE, tolerance));
  test('neutrino-induced neutrons in time', () => expectClose(backgrounds.nin.time, nin.time, tolerance));
});

const formFactors: Record<string, typeof helm> = {
  'klein-nystrand': kleinNystrand,
  helm,
  'helm-lewin-smith': helmLewinSmith,
};
const couplingSets: Record<string, typeof treeLevel> = {
  'tree 0.23857': treeLevel,
  '0.0382/0.0300/-0.5117': perFlavour,
  '0.0298/-0.5117': couplingsFromNumbers({ gvp: 0.0298, gvn: -0.5117 }),
};
const nominal = { quenching: inputs.quenching.nominal, efficiency: inputs.efficiency.nominal, nodesPerSegment: 20 };
const predict = (formFactor: string, couplings: string, detector: CsiDetector = nominal) =>
  predictCsi(formFactors[formFactor]!, couplingSets[couplings]!, detector);
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

/** Fraction of the neutrinos of a time structure in each time bin, with time efficiency. */
function timeFractions(structure: 'prompt' | 'delayed') {
  const lifetimes = { pion: inputs.pionLifetimeUs, muon: inputs.muonLifetimeUs };
  const decays = source.timing({ exposure: 1, 'neutrinos-per-proton-per-flavour': 1, lifetimes })[structure]!;
  const zeros = () => new Float64Array(timeEdges.length - 1);
  const out = { value: zeros(), first: zeros(), second: zeros() };
  pulse
    .prepare({ sigma: inputs.pulseSigmaUs })
    .binIntegrals(timeEdges, inputs.onsetUs, decays, inputs.timeEfficiency, out);
  return out.value;
}
const fractions = { prompt: timeFractions('prompt'), delayed: timeFractions('delayed') };

describe('time fractions at an onset of 0.5 us', () => {
  const { tolerance, sums, prompt, delayed } = fixture.timeFractions;
  test('prompt', () => expectClose(fractions.prompt, prompt, tolerance));
  test('delayed', () => expectClose(fractions.delayed, delayed, tolerance));
  test('sums', () => expectClose([sum(fractions.prompt), sum(fractions.delayed)], [sums.prompt, sums.delayed], 1e-8));
});

describe('predicted CEvNS events', () => {
  const { cases, relativeTolerance } = fixture.predictedEvents;
  test.each(cases)('$formFactor, $couplings', (entry) => {
    const { prompt, delayed } = predict(entry.formFactor, entry.couplings);
    const total = sum(prompt) * sum(fractions.prompt) + sum(delayed) * sum(fractions.delayed);
    const relative = [sum(prompt) / entry.prompt, sum(delayed) / entry.delayed, total / entry.total];
    expectClose(relative, [1, 1, 1], relativeTolerance);
  });
});

test('energy templates, to the digits given', () => {
  const { formFactor, couplings, prompt, delayed } = fixture.energyTemplates;
  const prediction = predict(formFactor, couplings);
  expectClose(prediction.prompt, prompt, 2e-5);
  expectClose(prediction.delayed, delayed, 2e-5);
});

describe('systematic effect on the total without time efficiency, one standard deviation each way', () => {
  const total = (detector: CsiDetector) => {
    const { prompt, delayed } = predict('helm-lewin-smith', 'tree 0.23857', detector);
    return sum(prompt) + sum(delayed);
  };
  const { quenching, efficiency } = inputs;
  const effect = fixture.systematicEffectOnTotal;
  test.each([
    [
      'quenching-0',
      effect['quenching-0'],
      (['up', 'down'] as const).map((s) => ({ quenching: quenching['quenching-0'][s] })),
    ],
    [
      'quenching-1',
      effect['quenching-1'],
      (['up', 'down'] as const).map((s) => ({ quenching: quenching['quenching-1'][s] })),
    ],
    ['efficiency', effect.efficiency, (['up', 'down'] as const).map((s) => ({ efficiency: efficiency[s] }))],
  ])('%s', (_, expected, variations) => {
    const changes = variations.map((variation) => total({ ...nominal, ...variation }) / total(nominal) - 1);
    expectClose(changes, expected, 6e-6);
  });
});

describe('chi2 at a given point', () => {
  const observed = countEvents(
    [peEdges, timeEdges],
    [tableColumn(table('beam-on-coincidence.csv'), 'pe'), tableColumn(table('beam-on-coincidence.csv'), 'time_us')],
  );
  const { cases, tolerance } = fixture.chi2AtPoint;
  test.each(cases)('$formFactor, $couplings, strength $strength', (entry) => {
    const signal = predict(entry.formFactor, entry.couplings);
    const components = [
      expectedEvents(entry.strength, [signal.prompt, fractions.prompt]),
      expectedEvents(entry.strength, [signal.delayed, fractions.delayed]),
      ...(['steady-state', 'brn', 'nin'] as const).map((name) =>
        expectedEvents(inputs.backgroundEvents[name], [backgrounds[name].PE, backgrounds[name].time]),
      ),
    ];
    let chi2 = 0;
    observed.forEach((n, bin) => {
      const mu = components.reduce((total, component) => total + component[bin]!, 0);
      chi2 += 2 * (mu - n + (n > 0 ? n * Math.log(n / mu) : 0));
    });
    expect(observed).toHaveLength(99);
    expect(Math.abs(chi2 - entry.value), `chi2 ${chi2}`).toBeLessThan(tolerance);
  });
});
