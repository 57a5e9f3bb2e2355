import { expect, test } from 'vitest';
import type { HepDataParameters } from '../exports/hepdata.ts';
import { graphOf, parametersAt, problemsOf, stageNamed } from '../testing/written-study.ts';

const analysis = `
  fitted: fit
  curve: { kind: profile, x: { parameter: strength, range: [0.5, 1.5] } }
  discovery: { kind: significance, against: { strength: 0 } }`;

const lowered = (output: string) => graphOf({ analysis, outputs: `[${output}]` });
const pathsOf = (output: string) => lowered(output).files.map(({ path }) => path);

test('a workspace has its loss beside it, and the strength for its parameter of interest', () => {
  const output = '{ kind: export, format: pyhf, file: small.json }';
  expect(pathsOf(output)).toEqual([
    'summary.json',
    'exports/small.json',
    'exports/small.json.loss.txt',
    'exports/README.md',
  ]);
  const { stages } = lowered(output).graph;
  const { inputs, modules } = stageNamed(stages, 'exports/small.json');
  expect(inputs).toEqual({ model: { stage: 'small/model', output: 'model' } });
  expect(modules).toMatchObject({ format: '@cevns/studies/exports/pyhf' });
  expect(Object.keys(modules)).toContain('interpolation:piecewise-linear');
  expect(parametersAt(stages, 'exports/small.json')).toEqual({ name: 'small', poi: 'strength' });
});

test('at a fit, the stage gets its result', () => {
  const { stages } = lowered('{ kind: export, format: hs3, of: fitted, file: small.json }').graph;
  expect(stageNamed(stages, 'exports/small.json').inputs).toMatchObject({
    result: { stage: 'small/analysis/fitted', output: 'result' },
  });
});

test('arrays of the model and of an analysis', () => {
  const { stages } = lowered('{ kind: export, format: npz, file: model.npz }').graph;
  expect(Object.keys(stageNamed(stages, 'exports/model.npz').inputs)).toEqual(['model']);
  const { stages: other } = lowered('{ kind: export, format: npz, of: curve, file: curve.npz }').graph;
  expect(stageNamed(other, 'exports/curve.npz').inputs).toEqual({
    curve: { stage: 'small/analysis/curve', output: 'curve' },
  });
});

test('a submission is a folder with a table for all bins, each axis, the parameters, the curve and its intervals', () => {
  const output = '{ kind: export, format: hepdata, of: [fitted, curve], file: hepdata }';
  expect(pathsOf(output)).toEqual([
    'summary.json',
    'exports/hepdata/submission.yaml',
    'exports/hepdata/fitted-bins.yaml',
    'exports/hepdata/fitted-PE.yaml',
    'exports/hepdata/fitted-time.yaml',
    'exports/hepdata/fitted-parameters.yaml',
    'exports/hepdata/curve.yaml',
    'exports/hepdata/curve-intervals.yaml',
    'exports/README.md',
  ]);
  const { stages } = lowered(output).graph;
  const stage = stageNamed(stages, 'exports/hepdata');
  const { tables, channels, parameters } = parametersAt<HepDataParameters>(stages, 'exports/hepdata');
  expect(stage.outputs).toEqual(['submission', ...tables.map((table) => table.output)]);
  expect(Object.keys(stage.inputs)).toEqual(['fitted:bins', 'fitted:result', 'curve:curve']);
  expect(new Set(tables.map(({ input }) => input))).toEqual(new Set(Object.keys(stage.inputs)));
  expect(channels['']!.observables.PE).toEqual({ label: 'Photoelectrons', unit: 'PE' });
  expect(channels['']!.components).toMatchObject({ cevns: 'CEvNS', steady: 'Steady state' });
  expect(parameters.strength).toEqual({ label: 'CEvNS strength', unit: '' });
});

test.each([
  ['an unknown analysis', '{ kind: export, format: npz, of: fited, file: a.npz }', 'E603 fited'],
  ['an unknown one among several', '{ kind: export, format: hepdata, of: [fitted, curv], file: a }', 'E603 curv'],
  ['a number as arrays', '{ kind: export, format: npz, of: discovery, file: a.npz }', 'E606 discovery'],
  ['a number as a table', '{ kind: export, format: hepdata, of: discovery, file: a }', 'E606 discovery'],
  ['a likelihood at a profile', '{ kind: export, format: pyhf, of: curve, file: a.json }', 'E606 curve'],
  ['several in one file', '{ kind: export, format: npz, of: [fitted, curve], file: a.npz }', 'E606 ['],
  ['a wrong ending', '{ kind: export, format: pyhf, file: a.npz }', 'E606 a.npz'],
  ['a folder with a point', '{ kind: export, format: hepdata, of: fitted, file: a.yaml }', 'E606 a.yaml'],
  ['a submission of nothing', '{ kind: export, format: hepdata, file: a }', 'E303 {'],
])('refused: %s', (_, output, place) => {
  expect(problemsOf({ analysis, outputs: `[${output}]` })).toEqual([place]);
});

test('a text beside the exports says what each of them is', () => {
  const one = '{ kind: export, format: hepdata, of: fitted, file: a }';
  const { stages } = lowered(`{ kind: export, format: npz, file: model.npz }, ${one}`).graph;
  const { exports } = parametersAt<{ readonly exports: readonly object[] }>(stages, 'exports/README.md');
  expect(exports).toMatchObject([
    { format: 'npz', file: 'model.npz', of: [], files: ['model.npz'] },
    { format: 'hepdata', file: 'a', of: ['fitted'], files: expect.arrayContaining(['a/submission.yaml']) },
  ]);
});

test('refused: two exports of one name', () => {
  const one = '{ kind: export, format: hepdata, of: fitted, file: a }';
  expect(problemsOf({ analysis, outputs: `[${one}, ${one.replace('fitted', 'curve')}]` })).toEqual(['E606 a']);
});
