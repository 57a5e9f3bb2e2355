import { describe, expect, test } from 'vitest';
import type { ResponseParameters } from '../stages/response.ts';
import { foundProblems, graphOf, parametersAt, problemsOf, type Sections, sections } from '../testing/written-study.ts';

/** The study with another quenching of its CsI. */
const quenched = (quenching: string, more: Sections = {}): Sections => ({
  detector: sections.detector!.replace(/quenching:[\s\S]*?smearing/, `quenching: ${quenching}\n  smearing`),
  ...more,
});
const PARTS = {
  Cs: '{ model: lindhard, variations: { quenching-Cs-0: { up: { k: 0.2 }, down: { k: 0.1 } }, light: { up: { k: 0.17 }, down: { k: 0.15 } } } }',
  I: '{ model: constant, factor: 0.06, variations: { light: { up: { factor: 0.07 }, down: { factor: 0.05 } } } }',
};
const each = `{ I: ${PARTS.I}, Cs: ${PARTS.Cs} }`;
const varies = (what: string) => ({ systematics: `{ quenching: { varies: ${what} } }` });

const stagesOf = (changes: Sections) => graphOf(changes).graph.stages;
const namesOf = (changes: Sections) =>
  stagesOf(changes).flatMap(({ id, kind }) => (kind === 'response' ? [id.replace('small/', '')] : []));

test('every element has a response of its own, and one quenching has one', () => {
  expect(namesOf({})).toEqual(['response']);
  expect(namesOf(quenched(each))).toEqual(['response/Cs', 'response/I']);
  expect(parametersAt<object>(stagesOf({}), 'prediction')).not.toHaveProperty('elements');
});

test('the order in the file matters to no stage', () => {
  const keysOf = (changes: Sections) => stagesOf(changes).map(({ id, parameters }) => [id, parameters]);
  expect(keysOf(quenched(`{ Cs: ${PARTS.Cs}, I: ${PARTS.I} }`))).toEqual(keysOf(quenched(each)));
});

test('Lindhard takes Z and the mean atomic mass of its element where they are left out', () => {
  const stages = stagesOf(quenched(each));
  expect(parametersAt<ResponseParameters>(stages, 'response/Cs').quenching).toEqual({ Z: 55, A: 132.905 });
  const own = quenched(`{ Cs: { model: lindhard, Z: 54, A: 129 }, I: ${PARTS.I} }`);
  expect(parametersAt<ResponseParameters>(stagesOf(own), 'response/Cs').quenching).toEqual({ Z: 54, A: 129 });
});

test('the mean over isotopes is that of the target', () => {
  const chlorine = (isotopes: string) => ({
    detector: quenched('{ Cs: { model: lindhard }, Cl: { model: lindhard } }').detector!.replace(
      'material: CsI, mass: 10',
      `material: CsCl, mass: 10${isotopes}`,
    ),
  });
  const massOf = (isotopes: string) =>
    parametersAt<{ quenching: { A: number } }>(stagesOf(chlorine(isotopes)), 'response/Cl').quenching.A;
  expect(massOf('')).toBeCloseTo(0.75 * 34.969 + 0.25 * 36.966, 12);
  expect(massOf(', isotopes: { Cl35: 0.1, Cl37: 0.9 }')).toBeCloseTo(0.1 * 34.969 + 0.9 * 36.966, 12);
});

describe('variations', () => {
  const variationsAt = (what: string, element: string) =>
    parametersAt<ResponseParameters>(stagesOf(quenched(each, varies(what))), `response/${element}`).variations;
  const elementsOf = (what: string) =>
    parametersAt<{ elements: unknown }>(stagesOf(quenched(each, varies(what))), 'prediction').elements;

  test('of one name are one pull of all elements that have it', () => {
    expect(Object.keys(variationsAt('detector.quenching', 'Cs'))).toEqual(['quenching-Cs-0', 'light']);
    expect(variationsAt('detector.quenching', 'I')).toEqual({
      light: { part: 'quenching', up: { factor: 0.07 }, down: { factor: 0.05 } },
    });
    expect(elementsOf('detector.quenching')).toEqual([
      ['Cs', ['quenching-Cs-0', 'light']],
      ['I', ['light']],
    ]);
    const { parameters } = parametersAt<{ parameters: readonly { name: string }[] }>(
      stagesOf(quenched(each, varies('detector.quenching'))),
      'model',
    );
    expect(parameters.map(({ name }) => name)).toEqual(['strength', 'quenching-Cs-0', 'light']);
  });

  test('may be those of one element', () => {
    expect(variationsAt('detector.quenching.I', 'Cs')).toEqual({});
    expect(elementsOf('detector.quenching.I')).toEqual([
      ['Cs', []],
      ['I', ['light']],
    ]);
  });

  test('of one name in two systematics are refused', () => {
    const two = '{ one: { varies: detector.quenching.Cs }, two: { varies: detector.quenching.I } }';
    expect(problemsOf(quenched(each, { systematics: two }))).toEqual(['E606 two']);
  });
});

test('a free parameter is one of an element', () => {
  const plain = quenched('{ Cs: { model: lindhard, k: 0.16 }, I: { model: constant, factor: 0.06 } }', {
    parameters: '{ k: { of: detector.quenching.Cs, range: [0.1, 0.2] } }',
  });
  const stages = stagesOf(plain);
  const shape = { parameter: 'k', owner: 'quenching', of: ['Cs'], setting: 'k' };
  expect(parametersAt<object>(stages, 'response/Cs')).toMatchObject({ shape });
  expect(parametersAt<object>(stages, 'response/I')).not.toHaveProperty('shape');
  expect(parametersAt<object>(stages, 'prediction')).toMatchObject({ shape });
});

test.each([
  [each.replace('Cs: ', 'Cl: '), {}, ['E303 quenching', 'E604 Cl'], 'the quenching of Cs is missing'],
  ['{ Cs: { model: constant, factor: 0.1 } }', {}, ['E303 quenching'], 'the quenching of I is missing'],
  [each, varies('detector.quenching.Na'), ['E602 detector.quenching.Na'], 'no element with a quenching `Na`'],
  [
    '{ model: constant, factor: 0.1 }',
    varies('detector.quenching.I'),
    ['E606 detector.quenching.I'],
    'one quenching holds for all nuclei',
  ],
  [
    each.replace(/, variations: \{ light.*?\} \} \}/, ''),
    varies('detector.quenching.I'),
    ['E606 detector.quenching.I'],
    'the quenching of I has no variations',
  ],
  [
    each.replace('{ model: constant, factor: 0.06', '{ model: tabulated, table: { command: qf, output: qf.csv }'),
    {},
    ['E607 qf'],
    'there is no command `qf`',
  ],
  [each.replace('quenching-Cs-0', 'toString'), {}, ['E606 toString'], '`toString` cannot be used as a name'],
  [
    each,
    { parameters: '{ k: { of: detector.quenching, range: [0.1, 0.2] } }' },
    ['E602 detector.quenching'],
    'there is no part of the interaction `detector.quenching`',
  ],
  [
    each,
    { ...varies('detector.quenching'), parameters: '{ k: { of: detector.quenching.Cs, range: [0.1, 0.2] } }' },
    ['E606 k'],
    '`k` frees k of the quenching of Cs, which the variation `quenching-Cs-0` changes as well',
  ],
])('refused: %s %o', (quenching, more, places, message) => {
  const found = foundProblems(quenched(quenching, more));
  expect([...new Set(found.map(({ code, word }) => `${code} ${word}`))]).toEqual(places);
  expect(found[0]!.message).toContain(message);
});

test('a threshold in keVnr says nothing where elements are quenched differently', () => {
  const detector = `{ target: { material: CsI, mass: 10 }, quenching: ${each}, smearing: { model: gaussian, noise: 0.2 },
    threshold: { recoil-energy: 0.013 }, observables: { energy: { binning: { edges: [0, 10, 20] } } } }`;
  const inputs = sections.inputs!.replace(/data: .*/, 'data: asimov');
  const found = foundProblems({ inputs, detector });
  expect(found.map(({ code }) => code)).toEqual(['E606']);
  expect(found[0]!.message).toContain('Cs, I differ');
});
