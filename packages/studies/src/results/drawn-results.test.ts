import { expect, test } from 'vitest';
import { comparisonFigure, comparisonPicture, stageGraphPicture } from './drawn-results.ts';

const before = {
  strength: {
    parameters: {
      s: { value: 2, minus: 0.5, plus: 0.4, fixed: false },
      held: { value: 1, minus: null, plus: null, fixed: true },
    },
    components: { cevns: 300 },
    statistic: 81,
  },
  discovery: { z: 11 },
  gone: { z: 1 },
};
const after = {
  strength: { parameters: { s: { value: 1, minus: 0.5, plus: 0.4, fixed: false } }, components: { cevns: 330 } },
  discovery: { z: 12 },
};

test('main numbers that both have, with errors; what is held and what only one has is left out', () => {
  expect(comparisonFigure(['a', 'b'], before, after)).toEqual({
    kind: 'comparison',
    runs: ['a', 'b'],
    rows: [
      { label: 'strength: s', first: { value: 2, minus: 0.5, plus: 0.4 }, second: { value: 1, minus: 0.5, plus: 0.4 } },
      { label: 'strength: cevns', first: { value: 300 }, second: { value: 330 } },
      { label: 'discovery: significance', first: { value: 11 }, second: { value: 12 } },
    ],
  });
  expect(comparisonFigure(['a', 'b'], { one: { z: 1 } }, { other: { z: 1 } })).toBeUndefined();
});

test('the picture of a comparison, by its format', async () => {
  const figure = comparisonFigure(['a', 'b'], before, after)!;
  expect(await comparisonPicture(figure, 'svg')).toContain('Relative to a');
  expect(
    Buffer.from((await comparisonPicture(figure, 'pdf')) as Uint8Array)
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

test('a row per stage, whatever their order in the graph', async () => {
  const stage = (id: string, from: string[]) => ({
    id: `x/${id}`,
    kind: id,
    modules: { entry: 'm' },
    parameters: {},
    inputs: Object.fromEntries(from.map((each) => [each, { stage: `x/${each}`, output: 'o' }])),
    outputs: ['o'],
  });
  const graph = { name: 'x', stages: [stage('late', ['early']), stage('early', [])] };
  const svg = stageGraphPicture(graph, [{ id: 'x/early', kind: 'early', status: 'cached', key: 'k' }] as never);
  expect(svg).toContain('>early</text>');
  expect(svg).toContain('from the store');
  expect(svg).toContain('would run');
});
