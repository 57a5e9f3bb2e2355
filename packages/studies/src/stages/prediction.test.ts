import { constantPolynomial, evaluatePolynomial } from '@cevns/physics/couplings/polynomial';
import type { StageOutput } from '@cevns/runner/artifact';
import { describe, expect, test } from 'vitest';
import { lowerCouplings, lowerWeights } from '../lower/couplings.ts';
import { call } from '../testing/artifacts.ts';
import { run, type Signal } from './prediction.ts';

/** Two flavours, two isotopes, three recoil energies, two bins. */
const points = 3;
const array = (...data: number[]) => ({ shape: [data.length], data: Float64Array.from(data) });
const spectra: Record<string, ReturnType<typeof array>> = {};
['nue', 'numu'].forEach((flavour, f) => {
  ['Cs133', 'I127'].forEach((isotope, n) => {
    ['pp', 'pn', 'nn'].forEach((template, t) => {
      spectra[`${flavour}/${isotope}/${template}`] = array(...[3, 2, 1].map((x) => x * (1 + f) * (2 + n) * (1 + t)));
    });
  });
});
const matrix = (...data: number[]) => ({ shape: [points, 2], data: Float64Array.from(data) });

function inputsWith(fluence: number): Record<string, StageOutput> {
  return {
    flux: {
      json: [
        { flavour: 'nue', fluencePerCm2: fluence, endPointMeV: 50, timing: 'delayed' },
        { flavour: 'numu', fluencePerCm2: 3 * fluence, endPointMeV: 30, timing: 'prompt' },
      ],
    },
    grid: { arrays: { weightsMeV: array(0.1, 0.2, 0.3), recoilEnergiesMeV: array(1, 2, 3) } },
    spectra: { arrays: spectra },
    crossSections: { json: { nue: { pp: 1, pn: 2, nn: 4 }, numu: { pp: 1, pn: 2, nn: 8 } } },
    matrices: {
      arrays: {
        nominal: matrix(0.5, 0.1, 0.3, 0.3, 0.1, 0.5),
        'light/up': matrix(0.4, 0.2, 0.2, 0.4, 0, 0.6),
        'light/down': matrix(0.6, 0, 0.4, 0.2, 0.2, 0.4),
      },
    },
  };
}

const numeric = (gvp: number, gvn: number) =>
  lowerWeights(lowerCouplings({ couplings: { gvp, gvn }, 'form-factor': 'unity', terms: [] }), []);

async function predicted(weights: object, fluence = 1, variations: readonly string[] = []): Promise<Signal> {
  const { signal } = await call(run, { parameters: { weights, variations }, inputs: inputsWith(fluence) });
  return signal!.json() as unknown as Signal;
}

/** Events in all bins at values of the interaction parameters. */
function total({ terms }: Signal, values: Record<string, number> = {}): number {
  return terms
    .flatMap(({ powers, nominal }) =>
      nominal.map((events) => events * evaluatePolynomial([{ coefficient: 1, powers }], values)),
    )
    .reduce((sum, events) => sum + events, 0);
}

test('a bin is the sum over energies of weight, rate and response', async () => {
  // Only gvn^2 of nu_e: rate 3 (2 + 3) {3, 2, 1}.
  const zero = { pp: [], pn: [], nn: [] };
  const { terms } = await predicted({ nue: { ...zero, nn: constantPolynomial(1) }, numu: zero });
  const rate = [45, 30, 15];
  const events = rate.map((value, i) => value * [0.1, 0.2, 0.3][i]!);
  expect(terms).toHaveLength(1);
  expect(terms[0]).toMatchObject({ timing: 'delayed', powers: {} });
  expect(terms[0]!.nominal[0]).toBeCloseTo(0.5 * events[0]! + 0.3 * events[1]! + 0.1 * events[2]!, 12);
  expect(terms[0]!.nominal[1]).toBeCloseTo(0.1 * events[0]! + 0.3 * events[1]! + 0.5 * events[2]!, 12);
});

test('events are quadratic in the couplings', async () => {
  const at = async (factor: number) => total(await predicted(numeric(0.04 * factor, -0.5 * factor)));
  expect((await at(2)) / (await at(1))).toBeCloseTo(4, 12);
  const mixed = async (gvn: number) => total(await predicted(numeric(0.04, gvn)));
  const [left, middle, right] = [await mixed(-0.6), await mixed(-0.5), await mixed(-0.4)];
  // The second difference of a quadratic is its leading coefficient, here the events at gvp = 0 and gvn = 1.
  expect((left - 2 * middle + right) / 0.1 ** 2 / 2).toBeCloseTo(total(await predicted(numeric(0, 1))), 9);
});

describe('the weak mixing angle', () => {
  const set = lowerCouplings({ couplings: 'tree-level', 'form-factor': 'unity', terms: [] });

  test('free or held, at the same value the events are the same', async () => {
    const held = await predicted(lowerWeights(set, []));
    const free = await predicted(lowerWeights(set, ['sin2_theta_W']));
    expect(total(free, set.parameters)).toBeCloseTo(total(held), 9);
    expect(evaluatePolynomial(free.crossSection, set.parameters)).toBeCloseTo(
      evaluatePolynomial(held.crossSection, {}),
      12,
    );
  });

  test('held it leaves one term per time structure, free three', async () => {
    expect((await predicted(lowerWeights(set, []))).terms).toHaveLength(2);
    expect((await predicted(lowerWeights(set, ['sin2_theta_W']))).terms).toHaveLength(6);
  });
});

test('the cross section is the mean over the fluence, whatever its size', async () => {
  for (const fluence of [1, 1e15]) {
    const { crossSection } = await predicted(numeric(0, -0.5), fluence);
    expect(evaluatePolynomial(crossSection, {})).toBeCloseTo(0.25 * (0.25 * 4 + 0.75 * 8), 12);
  }
});

test('every variation of the response has its events up and down', async () => {
  const { terms } = await predicted(numeric(0.04, -0.5), 1, ['light']);
  for (const { nominal, variations } of terms) {
    const { up, down } = variations.light!;
    nominal.forEach((events, bin) => {
      // The matrices of this test lie as far above the nominal as below.
      expect(up[bin]! + down[bin]!).toBeCloseTo(2 * events, 12);
      expect(up[bin]).not.toBeCloseTo(events, 3);
    });
  }
});
