import type { StageOutput } from '@cevns/runner/artifact';
import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import {
  analysisInputs,
  analysisParameters,
  countingModel,
  modules,
  withNuisances,
} from '../testing/counting-model.ts';
import { graphOf } from '../testing/written-study.ts';
import { run } from './posterior.ts';
import { posteriorParts } from './posterior-plan.ts';

const settings = { ...analysisParameters, ensembles: 3, 'burn-in': 200, steps: 600, seed: 4 };

test('a posterior sampled in stages is that of one stage, to the last byte', async () => {
  const inputs = analysisInputs(withNuisances(countingModel()));
  const { parts, takes } = posteriorParts(settings)!;
  expect(parts.map(({ name }) => name)).toEqual(['ensemble-0', 'ensemble-1', 'ensemble-2']);
  const made: Record<string, StageOutput> = {};
  // The last first: no ensemble depends on another.
  for (const { name, parameters } of [...parts].reverse()) {
    made[name] = { bytes: (await call(run, { parameters, inputs, modules })).part!.bytes() };
  }
  const of = (more: Record<string, StageOutput>) =>
    call(run, { parameters: settings, inputs: { ...inputs, ...more }, modules });
  const divided = await of(Object.fromEntries(takes.map((name) => [name, made[name]!])));
  const whole = await of({});
  for (const output of ['result', 'pairs']) expect(divided[output]!.text()).toBe(whole[output]!.text());
});

test('more ensembles leave those that there are as they were; a short posterior is one stage', () => {
  const partsOf = (more: string) =>
    graphOf({ analysis: `{ p: { kind: posterior${more} } }` }).graph.stages.filter(({ id }) =>
      id.includes('ensemble-'),
    );
  const [four, six] = [partsOf(''), partsOf(', ensembles: 6')];
  expect(six).toHaveLength(6);
  expect(six.slice(0, 4)).toEqual(four);
  expect(partsOf(', burn-in: 100, steps: 100')).toEqual([]);
});
