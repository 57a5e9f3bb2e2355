import { describe, expect, test } from 'vitest';
import { foundProblems, graphOf, parametersAt, sections } from '../testing/written-study.ts';

interface Parts {
  readonly quenching?: string;
  readonly smearing?: string;
  readonly backgrounds?: string;
  readonly terms?: string;
  readonly unit?: string;
  readonly parameters?: string;
  readonly threshold?: string;
  readonly outputs?: string;
}

const study = ({
  quenching,
  smearing = 'none',
  backgrounds,
  terms,
  unit = 'keVnr',
  parameters,
  threshold,
  outputs,
}: Parts) => ({
  inputs: sections.inputs!.replace(/data: .*/, 'data: asimov').replace('[standard-model]', terms ?? '[standard-model]'),
  systematics: '',
  ...(parameters === undefined ? {} : { parameters }),
  ...(outputs === undefined ? {} : { outputs }),
  detector: `
  target: { material: CsI, mass: 2 }${quenching === undefined ? '' : `\n  quenching: ${quenching}`}
  smearing: ${smearing}${threshold === undefined ? '' : `\n  threshold: ${threshold}`}
  observables: { energy: { binning: { edges: [1, 2, 4], unit: ${unit} } } }${backgrounds === undefined ? '' : `\n  backgrounds: ${backgrounds}`}`,
});

const responseOf = (parts: Parts) =>
  parametersAt<Record<string, unknown>>(graphOf(study(parts)).graph.stages, 'response');

test('without quenching the response is that of a factor 1, which may also be said', () => {
  expect(responseOf({}).quenching).toEqual({ factor: 1 });
  expect(responseOf({ quenching: '{ model: constant, factor: 1 }' })).toEqual(responseOf({}));
  expect(responseOf({ quenching: '{ model: constant, factor: 1 }', unit: 'keVee' })).toEqual(responseOf({}));
});

test('the scale is stamped on results', () => {
  const conventionsFor = (parts: Parts) =>
    parametersAt<{ conventions: Record<string, unknown> }>(graphOf(study(parts)).graph.stages, 'summary').conventions;
  expect(conventionsFor({}).energy).toBe('that of the recoil, in keVnr; nothing is quenched');
  expect(conventionsFor({ unit: 'keVee', quenching: '{ model: constant, factor: 1 }' }).energy).toBeUndefined();
});

test('a threshold in keVnr is where the region begins', () => {
  expect(responseOf({ threshold: '{ recoil-energy: 0.0013 }' }).region).toEqual({ energy: [1.3, 4] });
});

describe('refused', () => {
  test.each<[string, Parts, string, string]>([
    ['no quenching of keVee', { unit: 'keVee' }, 'E303 detector', 'lacks the key `quenching`'],
    [
      'a quenching beside keVnr',
      { quenching: '{ model: lindhard, Z: 32, A: 72.63, k: 0.162 }' },
      'E606 quenching',
      'the bins are in keVnr, the energy of the recoil itself',
    ],
    [
      'a factor 1 with a cut-off',
      { quenching: '{ model: constant, factor: 1, zero-below: 0.001 }' },
      'E606 quenching',
      'this quenching leads to another scale',
    ],
    [
      'the resolution of electron-hole pairs',
      { smearing: '{ model: fano, fano-factor: 0.1, energy-per-electron: 0.003 }' },
      'E606 {',
      'the smearing `fano` is that of an electron-equivalent energy',
    ],
    [
      'electrons',
      { terms: '[standard-model, electron-scattering]' },
      'E606 electron-scattering',
      'electrons leave electron-equivalent energy',
    ],
    [
      'a spectrum of electrons',
      { backgrounds: '{ a: { events: 5, energy: argon-39 } }' },
      'E606 argon-39',
      '39Ar is a spectrum of electron-equivalent energy',
    ],
    [
      'a line in keVee',
      {
        backgrounds:
          '{ a: { events: 5, energy: { model: lines, lines: [{ energy: { electron-equivalent-energy: 2 } }] } } }',
      },
      'E404 {',
      'this is in keVee, and the detector observes energy in keVnr',
    ],
    [
      'a threshold in keVee',
      { threshold: '{ electron-equivalent-energy: 2 }' },
      'E404 {',
      'the detector observes energy in keVnr, and its threshold is in another unit',
    ],
    [
      'a factor that is free',
      { parameters: '{ f: { of: detector.quenching.factor, range: [0.5, 1.5] } }' },
      'E606 detector.quenching.factor',
      'nothing is quenched',
    ],
    [
      'a figure of what there is not',
      { outputs: '[{ kind: figure, input: quenching, file: q.svg }]' },
      'E606 quenching',
      'this study has no quenching to show',
    ],
  ])('%s', (_, parts, place, message) => {
    const found = foundProblems(study(parts));
    expect(found.map(({ code, word }) => `${code} ${word}`)).toEqual([place]);
    expect(found[0]!.message).toContain(message);
  });
});
