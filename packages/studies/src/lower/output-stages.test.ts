import { expect, test } from 'vitest';
import { graphOf, parametersAt, problemsOf, stageNamed } from '../testing/written-study.ts';

const analysis = `
  fitted: fit
  curve: { kind: profile, x: { parameter: strength, range: [0.5, 1.5] } }
  discovery: { kind: significance, against: { strength: 0 } }`;

function lowered(outputs: string) {
  return graphOf({ analysis, outputs });
}

test('every output is a file in the folder of its kind, made by one stage', () => {
  const { files } = lowered(`
  - { kind: figure, of: fitted, axis: PE, file: pe.svg }
  - { kind: table, of: curve, file: curve.csv }
  - report`);
  expect(files).toEqual([
    { path: 'summary.json', stage: 'small/summary', output: 'summary' },
    { path: 'figures/pe.svg', stage: 'small/figures/pe.svg', output: 'figure' },
    { path: 'tables/curve.csv', stage: 'small/tables/curve.csv', output: 'table' },
    { path: 'report.html', stage: 'small/report', output: 'report' },
  ]);
});

test('labels and units of axes: titles of the detector, names of parameters', () => {
  const { stages } = lowered(`
  - { kind: figure, of: fitted, axis: PE, file: pe.svg }
  - { kind: figure, of: fitted, axis: time, file: time.svg }
  - { kind: figure, of: curve, file: curve.svg }
  - { kind: figure, of: curve, file: named.svg, label: Strength }`).graph;
  const axisOf = (file: string) => {
    const { label, unit } = parametersAt<{ label: string; unit: string }>(stages, `figures/${file}`);
    return [label, unit];
  };
  expect(axisOf('pe.svg')).toEqual(['Photoelectrons', 'PE']);
  expect(axisOf('time.svg')).toEqual(['time', 'μs']);
  expect(axisOf('curve.svg')).toEqual(['CEvNS strength', '']);
  expect(axisOf('named.svg')).toEqual(['Strength', '']);
});

test('only files that are no SVG carry a writer', () => {
  const { stages } = lowered(`
  - { kind: figure, of: curve, file: curve.svg }
  - { kind: figure, of: curve, file: curve.png }
  - { kind: figure, of: curve, file: curve.pdf }`).graph;
  expect(stageNamed(stages, 'figures/curve.svg').modules).not.toHaveProperty('writer');
  expect(stageNamed(stages, 'figures/curve.png').modules).toMatchObject({ writer: '@cevns/plotting/png' });
  expect(stageNamed(stages, 'figures/curve.pdf').modules).toMatchObject({ writer: '@cevns/plotting/pdf' });
});

test('the report shows every figure once: a PNG as the SVG it was painted from, unless the study has that SVG too', () => {
  const { stages } = lowered(`
  - report
  - { kind: figure, of: fitted, axis: PE, file: both.svg }
  - { kind: figure, of: fitted, axis: PE, file: both.png }
  - { kind: figure, of: fitted, axis: PE, scale: log, file: log.png }
  - { kind: figure, of: curve, file: curve.png }`).graph;
  const { inputs } = stageNamed(stages, 'report');
  const pictures = Object.keys(inputs).filter((name) => /^figure:/.test(name));
  expect(pictures).toEqual(['figure:both.svg', 'figure:log.png', 'figure:curve.png']);
  expect(inputs['figure:curve.png']).toMatchObject({ output: 'svg' });
});

test('the report calls components by the titles of the detector', () => {
  const { titles } = parametersAt<{ titles: object }>(lowered('[report]').graph.stages, 'report');
  expect(titles).toMatchObject({ components: { steady: 'Steady state', cevns: 'CEvNS' } });
});

test('the report shows the SVG figures and names the data files, whatever the order of the outputs', () => {
  const { stages } = lowered(`
  - report
  - { kind: figure, of: curve, file: curve.png }
  - { kind: figure, of: curve, file: curve.svg }`).graph;
  const all = ['summary', 'figure:curve.svg', 'figure-data:curve.svg', 'figure-dark:curve.svg'];
  expect(Object.keys(stageNamed(stages, 'report').inputs)).toEqual(all);
  expect(parametersAt<object>(stages, 'report')).toMatchObject({
    figures: [expect.objectContaining({ file: 'curve.svg', of: 'curve' })],
    resolved: 'resolved text',
    files: ['events.csv'],
  });
});

test.each([
  ['an unknown analysis', '{ kind: table, of: fited, file: a.csv }', 'E603 fited'],
  ['a number projected on an axis', '{ kind: table, of: discovery, axis: PE, file: a.csv }', 'E606 axis'],
  ['a number of an experiment', '{ kind: table, of: discovery, experiment: csi, file: a.csv }', 'E606 experiment'],
  ['a profile projected on an axis', '{ kind: table, of: curve, axis: PE, file: a.csv }', 'E606 PE'],
  ['an unknown axis', '{ kind: table, of: fitted, axis: energy, file: a.csv }', 'E606 energy'],
  ['a figure of bins without an axis', '{ kind: figure, of: fitted, file: a.svg }', 'E303 {'],
])('refused: %s', (_, output, place) => {
  expect(problemsOf({ analysis, outputs: `[${output}]` })).toEqual([place]);
});

test('refused: two outputs of one file', () => {
  const outputs = '[{ kind: table, of: curve, file: a.csv }, { kind: table, of: fitted, file: a.csv }]';
  expect(problemsOf({ analysis, outputs })).toEqual(['E606 a.csv']);
});

test('the table of an analysis that leaves nothing is that of its result', () => {
  const { stages } = graphOf({ analysis, outputs: '[{ kind: table, of: discovery, file: a.csv }]' }).graph;
  expect(stageNamed(stages, 'tables/a.csv').inputs).toEqual({
    result: { stage: 'small/analysis/discovery', output: 'result' },
  });
});
