import { expect, test } from 'vitest';
import { graphOf, parametersAt, problemsOf, stageNamed } from '../testing/written-study.ts';

const analysis = `
  fitted: fit
  curve: { kind: profile, x: { parameter: strength, range: [0.5, 1.5] } }
  sampled: { kind: posterior, steps: 10 }
  pulled: { kind: impacts, parameter: strength }
  future: { kind: sensitivity, parameter: strength }
  discovery: { kind: significance, against: { strength: 0 } }`;

const figure = (text: string) => graphOf({ analysis, outputs: `[{ kind: figure, ${text} }]` }).graph.stages;
const refusal = (text: string) => problemsOf({ analysis, outputs: `[{ kind: figure, ${text} }]` });

test('the kind of figure follows from the analysis and from what is to be shown', () => {
  const kindOf = (text: string) => stageNamed(figure(`${text}, file: a.svg`), 'figures/a.svg').modules.kind;
  expect(kindOf('of: fitted, axis: PE')).toMatch(/projection$/);
  expect(kindOf('of: fitted, axis: [PE, time]')).toMatch(/histogram-2d$/);
  expect(kindOf('of: fitted, show: pulls')).toMatch(/pulls$/);
  expect(kindOf('of: fitted, show: correlation')).toMatch(/correlation$/);
  expect(kindOf('of: pulled')).toMatch(/pulls$/);
  expect(kindOf('of: future')).toMatch(/curves$/);
  expect(kindOf('of: future, show: upper-limit')).toMatch(/curves$/);
});

test('a posterior of several parameters is a figure of their pairs', () => {
  const one = stageNamed(figure('of: sampled, file: a.svg'), 'figures/a.svg');
  expect(one.modules.kind).toMatch(/curves$/);
  const several = stageNamed(figure('of: sampled, parameter: [strength, flux], file: a.svg'), 'figures/a.svg');
  expect(several.modules.kind).toMatch(/corner$/);
  expect(several.parameters).toMatchObject({ corner: [{ parameter: 'strength' }, { parameter: 'flux' }] });
  expect(several.inputs).toMatchObject({ pairs: { output: 'pairs' }, result: { output: 'result' } });
});

test('an input is drawn by a stage of its own from the parts that the prediction uses', () => {
  const inputs = {
    flux: ['source'],
    'form-factor': ['proton', 'neutron'],
    quenching: ['quenching'],
    efficiency: ['efficiency'],
    recoil: [],
  };
  for (const [input, roles] of Object.entries(inputs)) {
    const stages = figure(`input: ${input}, file: a.svg`);
    const curves = stageNamed(stages, 'curves/a.svg');
    expect(Object.keys(curves.modules)).toEqual(['entry', ...roles]);
    expect(stageNamed(stages, 'figures/a.svg').inputs).toEqual({
      curves: { stage: 'small/curves/a.svg', output: 'curves' },
    });
  }
  expect(stageNamed(figure('input: recoil, file: a.svg'), 'curves/a.svg').inputs).toMatchObject({
    spectra: { stage: 'small/recoil' },
  });
});

test('what a study says of the looks goes to the stage as it is', () => {
  const stages = figure(
    'of: fitted, axis: PE, file: a.png, resolution: 300, x: { range: [0, 10] }, annotations: [words], colors: { cevns: "#112233" }',
  );
  expect(parametersAt<object>(stages, 'figures/a.png')).toMatchObject({
    resolution: 300,
    settings: { x: { range: [0, 10] }, annotations: ['words'], colors: { cevns: '#112233' } },
  });
  expect(parametersAt<object>(figure('of: curve, file: a.svg'), 'figures/a.svg')).not.toHaveProperty('settings');
});

test('a projection takes one component or several away', () => {
  const taken = (text: string) =>
    parametersAt<{ readonly subtract?: readonly string[] }>(
      figure(`of: fitted, axis: PE, file: a.svg, ${text}`),
      'figures/a.svg',
    ).subtract;
  expect(taken('subtract: steady')).toEqual(['steady']);
  expect(taken('subtract: [steady]')).toEqual(['steady']);
  expect(taken('per: bin')).toBeUndefined();
});

test('a projection sums over a part of the other observables', () => {
  const stages = figure('of: fitted, axis: PE, within: { time: [0, 1] }, file: a.svg');
  expect(parametersAt<object>(stages, 'figures/a.svg')).toMatchObject({ within: { time: [0, 1] } });
  expect(parametersAt<object>(figure('of: fitted, axis: PE, file: a.svg'), 'figures/a.svg')).not.toHaveProperty(
    'within',
  );
});

test.each([
  ['a part of what is projected on', 'of: fitted, axis: PE, within: { PE: [0, 10] }, file: a.svg', 'E606 PE'],
  ['a part of what is not observed', 'of: fitted, axis: PE, within: { F90: [0, 1] }, file: a.svg', 'E606 F90'],
  ['a part that cuts a bin', 'of: fitted, axis: PE, within: { time: [0, 0.7] }, file: a.svg', 'E605 ['],
  ['a part of a plane', 'of: fitted, axis: [PE, time], within: { time: [0, 1] }, file: a.svg', 'E606 within'],
  ['a part of a profile', 'of: curve, within: { time: [0, 1] }, file: a.svg', 'E606 within'],
  ['a component that is not there taken away', 'of: fitted, axis: PE, subtract: noise, file: a.svg', 'E606 noise'],
  ['all components taken away', 'of: fitted, axis: PE, subtract: [steady, cevns], file: a.svg', 'E606 ['],
  ['pairs of one parameter', 'of: sampled, show: corner, file: a.svg', 'E303 {'],
  ['pairs with a parameter that is not there', 'of: sampled, parameter: [strength, x], file: a.svg', 'E602 x'],
  ['more pairs than a column holds', 'of: sampled, parameter: [a, b, c, d, e, f], file: a.svg', 'E606 {'],
  ['a density of two', 'of: sampled, show: density, parameter: [strength, flux], file: a.svg', 'E606 ['],
  ['a figure of nothing', 'file: a.svg', 'E303 {'],
  ['a figure of two things', 'of: fitted, input: flux, file: a.svg', 'E303 {'],
  ['pulls of a profile', 'of: curve, show: pulls, file: a.svg', 'E606 pulls'],
  ['impacts of a fit', 'of: fitted, show: impacts, file: a.svg', 'E606 impacts'],
  ['a number', 'of: discovery, file: a.svg', 'E606 discovery'],
  ['a plane on one observable', 'of: fitted, axis: [PE, PE], file: a.svg', 'E303 {'],
  ['an unknown observable', 'of: fitted, axis: [PE, energy], file: a.svg', 'E606 energy'],
  ['an unknown component', 'of: fitted, axis: [PE, time], component: brn, file: a.svg', 'E606 brn'],
  ['colours of what is not there', 'of: fitted, axis: PE, colors: { brn: "#112233" }, file: a.svg', 'E606 brn'],
  ['names of what is not there', 'of: fitted, axis: PE, names: { brn: Neutrons }, file: a.svg', 'E606 brn'],
  ['a name with a sign that no font has', 'of: fitted, axis: PE, names: { cevns: "a ∝ b" }, file: a.svg', 'E605 "a'],
  ['an empty range', 'of: curve, x: { range: [2, 1] }, file: a.svg', 'E605 ['],
  ['a range with zero on a logarithmic axis', 'of: curve, x: { range: [0, 1], scale: log }, file: a.svg', 'E605 ['],
  ['literature on a profile', 'of: curve, literature: [{ label: a, point: [1, 1] }], file: a.svg', 'E606 literature'],
  ['dots per inch of an SVG', 'of: curve, resolution: 300, file: a.svg', 'E606 resolution'],
  ['a sign that no font has', 'of: curve, x: { label: "a ∝ b" }, file: a.svg', 'E605 "a'],
  ['a symbol that is none', 'of: curve, annotations: [a, "\\\\nabla"], file: a.svg', 'E605 "'],
  ['outlines of a PNG', 'of: curve, text: outlines, file: a.png', 'E606 text'],
  ['a profile among contours', 'of: [curve, fitted], file: a.svg', 'E606 curve'],
])('refused: %s', (_, text, place) => {
  expect(refusal(text)[0]?.startsWith(place), JSON.stringify(refusal(text))).toBe(true);
});

test('a parameter that is a pull is measured in standard deviations, a scale is a number', () => {
  const systematics = `
  flux: { scales: cevns, uncertainty: 0.1 }
  light: { varies: detector.quenching, interpolation: piecewise-linear }`;
  const outputs = '[{ kind: figure, of: sampled, parameter: [flux, light], file: a.svg }]';
  const { stages } = graphOf({ analysis, systematics, outputs }).graph;
  const { corner } = parametersAt<{ readonly corner: readonly { readonly unit: string }[] }>(stages, 'figures/a.svg');
  expect(corner.map(({ unit }) => unit)).toEqual(['', 'σ']);
});
