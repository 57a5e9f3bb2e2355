import { readdirSync, readFileSync } from 'node:fs';
import { binEdges, countEvents } from '@cevns/detectors/binning';
import { tableColumn } from '@cevns/detectors/tables/csv';
import { toInternal } from '@cevns/language/units';
import { source } from '@cevns/sources/models/stopped-pion';
import { pulse } from '@cevns/sources/pulses/gaussian';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { csi2017Fixture as fixture, csi2017Table as table } from './csi-2017-fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: the entries are read as plain data; their schema is checked elsewhere
const entry = (path: string): any => parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const { release } = fixture;
const detector = entry('configs/detectors/coherent-csi-2017.yaml');
const { inputs } = entry('pipelines/coherent-csi-2017.yaml');
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const grid = (from: number, to: number, bins: number) =>
  binEdges(Array.from({ length: bins + 1 }, (_, i) => from + ((to - from) * i) / bins));

/** Counts of a sample per bin of PE and time, row-major. */
function counts(file: string, pe: Float64Array, time: Float64Array): Float64Array {
  const events = table(file);
  return countEvents([pe, time], [tableColumn(events, 'pe'), tableColumn(events, 'time_us')]);
}

describe('the tabulation of the release of 2017', () => {
  test.each(Object.entries(release.events))('%s holds %i events, all on bin centres', (file, events) => {
    const columns = table(file);
    expect(tableColumn(columns, 'pe')).toHaveLength(events);
    for (const pe of tableColumn(columns, 'pe')) expect(pe % 2).toBe(1);
    for (const time of tableColumn(columns, 'time_us')) expect((time % 0.5) - 0.25).toBe(0);
    expect(sum(counts(file, grid(0, 50, 25), grid(0, 12, 24)))).toBe(events);
  });

  test.each(Object.entries(release.inRegion))('%s holds %i events in the published region', (file, events) => {
    expect(sum(counts(file, grid(6, 30, 12), grid(0, 6, 12)))).toBe(events);
  });

  test('the sums of the templates', () => {
    for (const file of ['prompt-neutrinos-time.csv', 'delayed-neutrinos-time.csv', 'prompt-neutrons-time.csv']) {
      expect(sum(tableColumn(table(file), 'probability'))).toBeCloseTo(1, 12);
    }
    expect(sum(tableColumn(table('prompt-neutrons-pe.csv'), 'per_gwh'))).toBeCloseTo(release.promptNeutronsPerGWh, 5);
  });

  test('the data entry names every table of its folder, with the digest of the release file it was made from', () => {
    const { tables } = entry('configs/data/coherent-csi-2017/entry.yaml');
    const folder = new URL('../../configs/data/coherent-csi-2017/', import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith('.csv'));
    expect(Object.keys(tables).sort()).toEqual(files.sort());
    for (const [file, { 'made-from': madeFrom, columns }] of Object.entries<Record<string, object>>(tables)) {
      expect(Object.keys(columns!)).toEqual([...table(file).keys()]);
      const digests = Object.values(madeFrom!);
      expect(digests).toHaveLength(file === 'residual-pe.csv' ? 2 : 1);
      for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});

describe('the detector states the numbers of the release', () => {
  test('quenching and light yield', () => {
    const { factor, variations } = detector.quenching;
    expect(factor).toBe(release.quenching);
    expect(variations.quenching.up.factor - factor).toBeCloseTo(release.quenchingError, 12);
    expect(factor - variations.quenching.down.factor).toBeCloseTo(release.quenchingError, 12);
    expect(toInternal(detector.smearing['light-yield'], 'light-yield')).toBe(release.lightYield);
  });

  test.each([
    ['acceptance-height', 'height', 'a'],
    ['acceptance-steepness', 'steepness', 'k'],
    ['acceptance-midpoint', 'midpoint', 'x0'],
  ] as const)('%s', (variation, key, name) => {
    const { efficiency } = detector;
    const [value, up, down] = release.acceptance[name];
    const number = (section: Record<string, string>) => Number.parseFloat(section[key]!);
    expect(number(efficiency)).toBe(value);
    expect(number(efficiency.variations[variation].up) - value).toBeCloseTo(up, 12);
    expect(value - number(efficiency.variations[variation].down)).toBeCloseTo(down, 12);
  });

  test('the study: distance and neutrinos per proton', () => {
    expect(toInternal(inputs.baseline, 'length')).toBe(release.distanceM);
    expect(inputs.source['neutrinos-per-proton-per-flavour']).toBe(release.neutrinosPerProton);
  });

  test('prompt neutrons: exposure times accepted events per GWh, 25 %', () => {
    const columns = table('prompt-neutrons-pe.csv');
    const accepted = tableColumn(columns, 'accepted_per_gwh');
    const inRegion = accepted.filter((_, row) => {
      const pe = tableColumn(columns, 'pe')[row]!;
      return pe > 6 && pe < 30;
    });
    const { events, uncertainty } = detector.backgrounds.brn;
    expect(toInternal(events, 'count')).toBeCloseTo(release.beamExposureGWh * sum(inRegion), 3);
    expect(toInternal(uncertainty, 'count') / toInternal(events, 'count')).toBeCloseTo(
      release.promptNeutronUncertainty,
      4,
    );
    const { a, k, x0 } = release.acceptance;
    tableColumn(columns, 'pe').forEach((pe, row) => {
      const step = pe < 5 ? 0 : pe < 6 ? 0.5 : 1;
      const acceptance = (step * a[0]) / (1 + Math.exp(-k[0] * (pe - x0[0])));
      expect(accepted[row]).toBeCloseTo(acceptance * tableColumn(columns, 'per_gwh')[row]!, 9);
    });
  });
});

/** -2 ln L of the arrival times of the anticoincidence sample between 6 and 30 PE for an exponential, and so its best rate. */
function fallOf(windowUs: number) {
  const bins = 2 * windowUs;
  const perTime = new Float64Array(bins);
  counts('beam-on-anticoincidence.csv', grid(6, 30, 1), grid(0, windowUs, bins)).forEach((n, i) => {
    perTime[i] = n;
  });
  const minusTwoLogL = (rate: number) =>
    perTime.reduce((total, n, i) => {
      const share = (Math.exp(-rate * i * 0.5) - Math.exp(-rate * (i + 1) * 0.5)) / -Math.expm1(-rate * windowUs);
      return total - 2 * n * Math.log(share);
    }, 0);
  let [low, high] = [0.001, 1];
  while (high - low > 1e-9) {
    const third = (high - low) / 3;
    if (minusTwoLogL(low + third) < minusTwoLogL(high - third)) high -= third;
    else low += third;
  }
  return { rate: low, rise: (rate: number) => minusTwoLogL(rate) - minusTwoLogL(low) };
}

describe('the fall of the steady-state background', () => {
  test.each(['6us', '12us'] as const)('best rate and its error in the first %s', (window) => {
    const { rate, error } = fixture.fall[window];
    const fall = fallOf(Number.parseInt(window, 10));
    expect(fall.rate).toBeCloseTo(rate, 4);
    expect((fall.rise(rate + error) + fall.rise(rate - error)) / 2).toBeCloseTo(1, 1);
  });

  test('the detector has the one of the first 6 us', () => {
    const { time, PE, events } = detector.backgrounds['steady-state'];
    expect(Math.abs(toInternal(time.rate, 'rate-per-time') - fallOf(6).rate)).toBeLessThan(1e-4);
    expect(PE.selection).toEqual({ time_us: [0, 6] });
    expect(toInternal(events, 'count')).toBe(release.inRegion['beam-on-anticoincidence.csv']);
  });
});

describe('the pulse of the study gives the time templates of the release', () => {
  const edges = grid(0, 12, 24);
  const sigma = toInternal(inputs.source.pulse.sigma, 'time');
  const onsetUs = toInternal(detector.observables.time.onset.start, 'time');
  const { lifetimes } = entry('configs/sources/sns.yaml');
  const own = { pion: toInternal(lifetimes.pion, 'time'), muon: toInternal(lifetimes.muon, 'time') };
  const structures = source.timing({ exposure: 1, 'neutrinos-per-proton-per-flavour': 1, lifetimes: own });
  const fractions = (structure: 'prompt' | 'delayed') => {
    const out = { value: new Float64Array(24), first: new Float64Array(24), second: new Float64Array(24) };
    const flat = { plateauEndUs: 12, ratePerUs: 0 };
    pulse.prepare({ sigma }).binIntegrals(edges, onsetUs, structures[structure]!, flat, out);
    return out.value;
  };
  const worst = (values: Float64Array, file: string) =>
    Math.max(...tableColumn(table(file), 'probability').map((expected, i) => Math.abs(values[i]! - expected)));

  test('prompt neutrinos, to 1e-4 in every bin', () => {
    expect(worst(fractions('prompt'), 'prompt-neutrinos-time.csv')).toBeLessThan(1e-4);
  });

  test('delayed neutrinos, to 1.3e-3 once normalised as the release is; 0.6 % arrive after it ends', () => {
    const delayed = fractions('delayed');
    expect(sum(delayed)).toBeCloseTo(0.9941, 4);
    const normalised = delayed.map((value) => value / sum(delayed));
    expect(worst(normalised, 'delayed-neutrinos-time.csv')).toBeLessThan(1.3e-3);
  });

  test('as the independent program has them', () => {
    for (const structure of ['prompt', 'delayed'] as const) {
      fixture.timeFractions[structure].forEach((expected, i) => {
        expect(Math.abs(fractions(structure)[i]! - expected)).toBeLessThan(1e-6);
      });
    }
  });
});
