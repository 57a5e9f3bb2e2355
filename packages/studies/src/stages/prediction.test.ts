import { constantPolynomial, evaluatePolynomial } from '@cevns/physics/couplings/polynomial';
import type { StageOutput } from '@cevns/runner/artifact';
import { describe, expect, test } from 'vitest';
import { lowerInteraction } from '../lower/interaction.ts';
import type { InternalStudy } from '../lower/internal-study.ts';
import { lowerWeights } from '../lower/weights.ts';
import { call } from '../testing/artifacts.ts';
import { parsed } from '../testing/written-study.ts';
import { run, type Signal } from './prediction.ts';

/** Two flavours, two isotopes, three recoil energies, two bins. */
const points = 3;
const array = (...data: number[]) => ({ shape: [data.length], data: Float64Array.from(data) });
const spectra: Record<string, ReturnType<typeof array>> = {};
['nue', 'numu'].forEach((flavour, f) => {
  ['Cs133', 'I127'].forEach((isotope, n) => {
    ['p*p', 'n*p', 'n*n'].forEach((template, t) => {
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
    grid: {
      arrays: {
        weightsMeV: array(0.1, 0.2, 0.3),
        errorWeightsMeV: array(0, 0.001, 0),
        recoilEnergiesMeV: array(1, 2, 3),
      },
    },
    spectra: { arrays: spectra },
    crossSections: {
      json: {
        nue: { 'p*p': [1], 'n*p': [2], 'n*n': [4] },
        numu: { 'p*p': [1], 'n*p': [2], 'n*n': [8] },
      },
    },
    matrices: {
      arrays: {
        error: matrix(0, 0, 0, 0, 0, 0),
        change: matrix(0, 0, 0, 0, 0, 0),
        nominal: matrix(0.5, 0.1, 0.3, 0.3, 0.1, 0.5),
        'light/up': matrix(0.4, 0.2, 0.2, 0.4, 0, 0.6),
        'light/down': matrix(0.6, 0, 0.4, 0.2, 0.2, 0.4),
      },
    },
  };
}

const interactionOf = (couplings: unknown) =>
  lowerInteraction(
    {
      inputs: { interaction: { couplings, 'form-factor': 'unity', terms: ['standard-model'] } },
    } as unknown as InternalStudy,
    parsed().problems,
  );
const numeric = (gvp: number, gvn: number) => lowerWeights(interactionOf({ gvp, gvn }), new Map());

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
  const { terms } = await predicted([
    { species: 'nue', flavour: 'nue', templates: { 'n*n': constantPolynomial(1) } },
    { species: 'numu', flavour: 'numu', templates: {} },
  ]);
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
  const interaction = interactionOf('tree-level');
  const free = new Map([['standard-model.sin2_theta_W', 'sin2_theta_W']]);
  const { parameters: values } = interaction.couplings;

  test('free or held, at the same value the events are the same', async () => {
    const held = await predicted(lowerWeights(interaction, new Map()));
    const freed = await predicted(lowerWeights(interaction, free));
    expect(total(freed, values)).toBeCloseTo(total(held), 9);
    expect(evaluatePolynomial(freed.crossSections[0]!, values)).toBeCloseTo(
      evaluatePolynomial(held.crossSections[0]!, {}),
      12,
    );
  });

  test('held it leaves one term per time structure, free three', async () => {
    expect((await predicted(lowerWeights(interaction, new Map()))).terms).toHaveLength(2);
    expect((await predicted(lowerWeights(interaction, free))).terms).toHaveLength(6);
  });
});

test('the cross section is the mean over the fluence, whatever its size', async () => {
  for (const fluence of [1, 1e15]) {
    const { crossSections } = await predicted(numeric(0, -0.5), fluence);
    expect(evaluatePolynomial(crossSections[0]!, {})).toBeCloseTo(0.25 * (0.25 * 4 + 0.75 * 8), 12);
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
