import { couplings } from '@cevns/physics/couplings/registry';
import { CONTACT_AMPLITUDES } from '@cevns/physics/interactions/contact-amplitudes';
import type { Interaction } from '@cevns/physics/interactions/interaction';
import { interactions } from '@cevns/physics/interactions/registry';
import { describe, expect, test } from 'vitest';
import { type ProbedTerm, probeTerm } from './probe-term.ts';

const set = couplings['tree-level']!;
const eps = [{ coefficient: 1, powers: { eps: 1 } }];
const good: Interaction<object> = {
  source: 'test',
  parameters: () => ({ eps: { value: 0, description: 'a coupling' } }),
  amplitudes: () => ({ 'p@mine': (_, T, out) => out.set(T) }),
  coefficients: () => ({ 'p@mine': { nue: eps } }),
  templates: () => ({ mine: (_target, _beam, T, out) => out.set(T) }),
  weights: () => ({ mine: eps }),
};

function fault(change: object, others: readonly ProbedTerm[] = []): string | undefined {
  return probeTerm({ interaction: { ...good, ...change }, settings: {} }, set, others);
}

test('a good term, and all terms of cevns, pass', () => {
  expect(fault({})).toBeUndefined();
  expect(fault({ amplitudes: () => CONTACT_AMPLITUDES, coefficients: () => ({ n: { nue: eps } }) })).toBeUndefined();
  for (const [name, { interaction }] of Object.entries(interactions)) {
    const settings = name === 'light-vector' ? { charges: 'universal' } : {};
    expect(probeTerm({ interaction: interaction as Interaction<object>, settings }, set, []), name).toBeUndefined();
  }
});

describe('what no study can use is told with its place', () => {
  const polynomial = (value: unknown) => ({ coefficients: () => ({ 'p@mine': { nue: value } }) });
  const amplitude = (value: unknown, name = 'p@mine') => ({
    amplitudes: () => ({ 'p@mine': () => {}, [name]: value }),
  });
  const shape = { unit: 'MeV', quantity: 'energy', scale: 'log', knots: () => 40, description: 'mass' };
  test.each<[string, object, RegExp]>([
    ['parameters that are a list', { parameters: () => [] }, /`parameters` gives no object/],
    [
      'a value that is NaN',
      { parameters: () => ({ eps: { value: Number.NaN, description: '' } }) },
      /no finite `value`/,
    ],
    ['no description', { parameters: () => ({ eps: { value: 0 } }) }, /no finite `value` and `description`/],
    ['a parameter with a dot', { parameters: () => ({ 'a.b': { value: 0, description: '' } }) }, /called "a\.b"/],
    ['a shape without knots', { shapes: () => ({ mass: { ...shape, knots: 40 } }) }, /`shapes` gives `mass` no/],
    ['a shape of no quantity', { shapes: () => ({ mass: { ...shape, quantity: 'weight' } }) }, /`shapes` gives `mass`/],
    [
      'a coefficient without amplitude',
      { coefficients: () => ({ q: {} }) },
      /`coefficients` names `q`, which is no ampl/,
    ],
    [
      'a final flavour that is none',
      { coefficients: () => ({ 'p@mine': { e: eps } }) },
      /of nue for `p@mine` has the final/,
    ],
    ['a coefficient that is a number', polynomial(1), /is no list of/],
    ['a coefficient that is NaN', polynomial([{ coefficient: Number.NaN, powers: {} }]), /has the coefficient NaN/],
    ['an unknown parameter', polynomial([{ coefficient: 1, powers: { g: 1 } }]), /depends on `g`/],
    ['half a power', polynomial([{ coefficient: 1, powers: { eps: 0.5 } }]), /`eps` to the power 0.5/],
    ['a weight without template', { weights: () => ({ other: eps }) }, /`weights` names `other`/],
    ['an amplitude that is a number', amplitude(1), /`amplitudes`, `p@mine`, is no function/],
    ['an amplitude with a slash', amplitude(() => {}, 'a/b'), /`amplitudes`, `a\/b`, has no name of/],
    [
      'NaN',
      amplitude((_: unknown, _T: unknown[], out: Float64Array) => out.fill(Number.NaN, 2)),
      /NaN at a recoil energy of 0\.001 MeV/,
    ],
    ['a list of another length', amplitude(() => [1, 2]), /returns a list of 2 numbers; it has to fill `out`/],
    [
      'a template with infinities',
      { templates: () => ({ mine: (_: unknown, _b: unknown, _T: unknown, out: Float64Array) => out.fill(1 / 0) }) },
      /`templates`, `mine`, gives Infinity/,
    ],
  ])('%s', (_, change, message) => {
    expect(fault(change)).toMatch(message);
  });

  test('parts of other terms cannot be replaced', () => {
    expect(fault(amplitude((_: unknown, T: Float64Array, out: Float64Array) => out.set(T), 'p'))).toMatch(
      /`p`, is another one than the contact amplitude of that name/,
    );
    const other = { interaction: good, settings: {} };
    expect(fault({ templates: undefined, weights: undefined }, [other])).toMatch(/the name of an amplitude of another/);
    expect(fault({ amplitudes: undefined, coefficients: undefined }, [other])).toMatch(/name of a template of another/);
  });
});
