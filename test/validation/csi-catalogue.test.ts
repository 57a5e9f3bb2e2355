import { readdirSync, readFileSync } from 'node:fs';
import { toInternal } from '@cevns/language/units';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { csiFixture } from './csi-fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: the entries are read as plain data; their schema is checked elsewhere
const entry = (path: string): any => parse(readFileSync(new URL(`../../configs/${path}`, import.meta.url), 'utf8'));
const { inputs } = csiFixture;
const detector = entry('detectors/coherent-csi.yaml');

describe('the catalogue states the inputs of the published recipe', () => {
  test('target', () => {
    expect(detector.target.material).toBe('CsI');
    expect(toInternal(detector.target.mass, 'mass')).toBe(inputs.massKg);
  });

  test('quenching and its variations', () => {
    const { quenching } = detector;
    expect([quenching['recoil-energy-unit'], quenching['electron-equivalent-energy-unit']]).toEqual(['MeVnr', 'MeVee']);
    expect(quenching.coefficients).toEqual(inputs.quenching.nominal);
    for (const name of ['quenching-0', 'quenching-1'] as const) {
      const { up, down } = quenching.variations[name];
      expect({ up: up.coefficients, down: down.coefficients }).toEqual(inputs.quenching[name]);
    }
  });

  test('smearing', () => {
    const { smearing } = detector;
    const perPhotoelectron = toInternal(smearing['energy-per-photoelectron'], 'energy-per-photoelectron');
    expect(perPhotoelectron).toBe(inputs.energyPerPhotoelectronKeVee);
    expect(toInternal(smearing['shape-slope'], 'inverse-electron-equivalent-energy')).toBe(inputs.shapeSlopePerKeVee);
  });

  test('efficiency and its variations', () => {
    const { efficiency } = detector;
    const { up, down } = efficiency.variations.efficiency;
    const numbers = [efficiency, up, down].map(({ height, steepness, midpoint, offset }) => [
      ...[height, toInternal(steepness, 'inverse-photoelectrons')],
      ...[toInternal(midpoint, 'photoelectrons'), offset],
    ]);
    expect(numbers).toEqual([inputs.efficiency.nominal, inputs.efficiency.up, inputs.efficiency.down]);
  });

  test('observables', () => {
    const { PE, time } = detector.observables;
    expect(PE.binning).toEqual({ edges: inputs.peEdges, unit: 'PE' });
    expect(toInternal(PE['fine-bin-width'], 'photoelectrons')).toBe(1);
    expect(time.binning).toEqual({ edges: inputs.timeEdgesUs, unit: 'us' });
    expect(toInternal(time.efficiency['plateau-end'], 'time')).toBe(inputs.timeEfficiency.plateauEndUs);
    expect(toInternal(time.efficiency.rate, 'rate-per-time')).toBe(inputs.timeEfficiency.ratePerUs);
  });

  test('quoted numbers of background events', () => {
    const quoted = Object.entries(detector.backgrounds).map(([name, background]) => {
      const { events, uncertainty } = background as { events: string; uncertainty: string };
      return [name, toInternal(events, 'count'), toInternal(uncertainty, 'count')];
    });
    expect(quoted).toEqual([
      ['steady-state', 1286, 27],
      ['brn', 18.4, 4.6],
      ['nin', 5.6, 2],
    ]);
  });

  test('source', () => {
    const { pulse, lifetimes } = entry('sources/sns.yaml');
    expect(toInternal(pulse.sigma, 'time')).toBe(inputs.pulseSigmaUs);
    expect(toInternal(lifetimes.pion, 'time')).toBe(inputs.pionLifetimeUs);
    expect(toInternal(lifetimes.muon, 'time')).toBe(inputs.muonLifetimeUs);
  });
});

test('the data entry names every table of its folder, with the digest of the release file it was made from', () => {
  const folder = new URL('../../configs/data/coherent-csi-2021/', import.meta.url);
  const { tables } = entry('data/coherent-csi-2021/entry.yaml');
  expect(Object.keys(tables).sort()).toEqual(
    readdirSync(folder)
      .filter((file) => file.endsWith('.csv'))
      .sort(),
  );
  for (const table of Object.values(tables)) {
    const [digest] = Object.values((table as { 'made-from': Record<string, string> })['made-from']);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  }
});
