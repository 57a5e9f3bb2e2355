import { expect, test } from 'vitest';
import { foundProblems, graphOf, parametersAt, sections } from '../testing/written-study.ts';

const detector = sections.detector!.replace(
  /quenching:[\s\S]*?smearing/,
  `quenching: { model: lindhard, Z: 54, A: 130, k: 0.16, variations: { light: { up: { k: 0.17 }, down: { k: 0.15 } }, cut: { up: { zero-below: 1.0e-4 }, down: { zero-below: 2.0e-4 } } } }
  smearing`,
);
const free = { detector, parameters: '{ k: { of: detector.quenching, range: [0.1, 0.2] } }' };
const shape = {
  parameter: 'k',
  owner: 'quenching',
  of: [],
  setting: 'k',
  scale: 'linear',
  from: 0.1,
  to: 0.2,
  knots: 17,
};

test('a free parameter of the quenching is tabulated by the response and the prediction, not by the recoils', () => {
  const { stages } = graphOf(free).graph;
  expect(parametersAt<object>(stages, 'response')).toMatchObject({ shape });
  expect(parametersAt<object>(stages, 'prediction')).toMatchObject({ shape });
  expect(parametersAt<object>(stages, 'recoil')).not.toHaveProperty('shape');
});

test('it starts at the value of the detector, under a name of its own where it has one', () => {
  const parameters = '{ stopping: { of: detector.quenching.k, range: [0.1, 0.2] } }';
  const model = parametersAt<{ parameters: readonly { name: string; initial: number }[] }>(
    graphOf({ ...free, parameters }).graph.stages,
    'model',
  );
  expect(model.parameters).toContainEqual({ name: 'stopping', initial: 0.16, lower: 0.1, upper: 0.2 });
});

test.each([
  ['{ k: { of: detector.quenching } }', 'E303 k', 'needs a range'],
  ['{ q: { of: detector.quenching, range: [0, 1] } }', 'E602 q', 'there is no parameter of detector.quenching `q`'],
])('%s is refused', (parameters, place, message) => {
  const found = foundProblems({ ...free, parameters });
  expect(found.map(({ code, word }) => `${code} ${word}`)).toEqual([place]);
  expect(found[0]!.message).toContain(message);
});

test('a variation of the same parameter is refused, another one is not', () => {
  const varied = { ...free, systematics: '{ light: { varies: detector.quenching } }' };
  const found = foundProblems(varied);
  expect(found.map(({ code, word }) => `${code} ${word}`)).toEqual(['E606 k']);
  expect(found[0]!.message).toContain('the variation `light` changes as well');
  const other = { ...varied, detector: detector.replace(/light: .*?, (?=cut)/, '') };
  expect(foundProblems(other)).toEqual([]);
});
