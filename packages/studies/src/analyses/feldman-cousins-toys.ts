import type { CompiledModel } from '@cevns/fitting/compile';
import type { PointToys } from '@cevns/fitting/limits/acceptance';
import { type PointTests, testPoints } from '@cevns/fitting/limits/tested-points';
import { createRandomStream } from '@cevns/numerics/random/random-stream';
import type { Artifact } from '@cevns/runner/artifact';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { modelOf } from './analysis.ts';
import {
  type FeldmanCousinsPlan,
  generationsOf,
  type PointRange,
  pointRanges,
  pointsName,
} from './feldman-cousins-plan.ts';
import { type ScannedData, scannedData } from './feldman-cousins-scan.ts';

type Tested = Omit<FeldmanCousinsPlan, 'toys'>;

/** Toys of some points of a scan, up to a number of them. Inputs `scan` and, for further toys, those before them. */
export function toysStage(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as Tested &
    PointRange & { readonly end: number; readonly before?: string };
  const { model } = modelOf(context);
  const earlier = settings.before === undefined ? undefined : toysFrom(context.inputs[settings.before]!);
  const found = testRange(model, settings, scannedData(context, model, settings), settings, settings.end, earlier);
  const flat = (values: readonly number[]) => ({ shape: [values.length], data: Float64Array.from(values) });
  return {
    part: {
      arrays: {
        made: flat(found.map(({ made }) => made)),
        kept: flat(found.map(({ rises }) => rises.length)),
        rises: flat(found.flatMap(({ rises }) => [...rises])),
      },
    },
  };
}

/** Toys of all points of a construction, in their order: those of the stages that made them, or made here. */
export function pointToys(
  { inputs }: StageContext,
  model: CompiledModel,
  plan: FeldmanCousinsPlan,
  scanned: ScannedData,
): PointToys[] {
  const all: PointToys[] = new Array(scanned.scan.statistic.length);
  for (const range of pointRanges(plan)) {
    const made = inputs[pointsName(range, plan.toys)];
    let toys: PointToys[] | undefined = made === undefined ? undefined : toysFrom(made);
    // Generations one after another, as stages make them: between two, nothing else is different.
    if (made === undefined) {
      for (const end of generationsOf(plan.toys)) toys = testRange(model, plan, scanned, range, end, toys);
    }
    toys!.forEach((each, k) => {
      all[range.first + k * range.step] = each;
    });
  }
  return all;
}

function toysFrom(artifact: Artifact): PointToys[] {
  const { made, kept, rises } = artifact.arrays() as Record<string, { readonly data: Float64Array }>;
  let from = 0;
  return Array.from(kept!.data, (count, k) => {
    const own = rises!.data.slice(from, from + count);
    from += count;
    return { rises: own, made: made!.data[k]! };
  });
}

function testRange(
  model: CompiledModel,
  { axes, confidence, seed }: Tested,
  { scan, best }: ScannedData,
  { first, step }: PointRange,
  most: number,
  before?: readonly PointToys[],
): PointToys[] {
  const names = axes.map(({ parameter }) => parameter);
  const points: PointTests['points'][number][] = [];
  for (let point = first; point < scan.statistic.length; point += step) {
    const earlier = before?.[points.length];
    points.push({
      rise: Math.max(0, scan.statistic[point]! - scan.minimum),
      theta: scan.parametersAt(point),
      ...(earlier === undefined ? {} : { before: earlier }),
    });
  }
  const free = Uint8Array.from(best.parameters, ({ fixed }) => (fixed ? 0 : 1));
  const tested = names.map((name) => model.indexOf.get(name)!);
  // All points have the same random numbers: what they decide changes smoothly from one to the next.
  const random = createRandomStream(seed, `feldman-cousins ${names.join(' ')}`);
  return testPoints(model, { free, tested, points, confidence, most }, random);
}
