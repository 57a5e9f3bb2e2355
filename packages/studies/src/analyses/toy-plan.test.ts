import type { StageOutput } from '@cevns/runner/artifact';
import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { analysisInputs, analysisParameters, countingModel, modules } from '../testing/counting-model.ts';
import { graphOf } from '../testing/written-study.ts';
import type { AnalysisParts } from './lowering.ts';
import { run as block } from './toy-block.ts';
import { coveragePlan, toyParts, toyRanges } from './toy-plan.ts';
import { run as truth } from './toy-truth.ts';
import { run as toys } from './toys.ts';

const settings = { parameter: 'strength', at: { strength: 0.8 }, confidence: [0.9], toys: 600, seed: 1 };
const parameters = { ...analysisParameters, ...settings };

/** Runs the stages of parts one after another. */
async function outputsOf({ parts }: AnalysisParts): Promise<Record<string, StageOutput>> {
  const made: Record<string, StageOutput> = {};
  for (const { name, module, parameters: own, takes = [] } of parts) {
    const run = module!.endsWith('toy-truth') ? truth : block;
    const taken = Object.fromEntries(takes.map((part) => [part, made[part]!]));
    const { part } = await call(run, {
      parameters: own,
      inputs: { ...analysisInputs(countingModel()), ...taken },
      modules,
    });
    made[name] = part!.type === 'json' ? { json: part!.json() } : { bytes: part!.bytes() };
  }
  return made;
}

test('toys made in stages of their own are those that the analysis makes by itself', async () => {
  const plan = toyParts(coveragePlan(parameters))!;
  expect(plan.takes).toEqual(['toys-0-249', 'toys-250-499', 'toys-500-599']);
  const inputs = analysisInputs(countingModel());
  const alone = await call(toys, { parameters, inputs, modules });
  const divided = await call(toys, { parameters, inputs: { ...inputs, ...(await outputsOf(plan)) }, modules });
  expect(divided.result!.digest).toBe(alone.result!.digest);
});

test('with more toys, the blocks that were there come first', () => {
  const few = toyRanges(1000);
  const many = toyRanges(1_000_000);
  expect(many.slice(0, few.length)).toEqual(few);
  expect(many.length).toBeLessThan(200);
  for (const ranges of [few, many]) {
    ranges.forEach(({ first }, i) => {
      expect(first).toBe(i === 0 ? 0 : ranges[i - 1]!.first + ranges[i - 1]!.count);
    });
  }
  expect(many.reduce((sum, { count }) => sum + count, 0)).toBe(1_000_000);
});

test('few toys are one stage; of more, the keys of the first blocks do not depend on how many there are', () => {
  const stagesOf = (number: number) =>
    graphOf({ analysis: `\n  quality: { kind: goodness-of-fit, toys: ${number} }` }).graph.stages.filter(({ id }) =>
      id.includes('analysis/quality'),
    );
  expect(stagesOf(250)).toHaveLength(1);
  const [more, most] = [stagesOf(500), stagesOf(1000)];
  expect(more.map(({ id }) => id.split('/').at(-1))).toEqual(['truth', 'toys-250-499', 'toys-0-249', 'quality']);
  expect(most).toEqual(expect.arrayContaining(more.slice(0, 3)));
});
