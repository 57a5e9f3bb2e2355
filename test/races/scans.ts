import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompiledModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit as fitModel } from '@cevns/fitting/fit';
import { type ProfileScan, profile } from '@cevns/fitting/profile';
import { type AnalysisParameters, modelOf } from '@cevns/studies/analyses/analysis';
import { axisValues, type ScannedAxis } from '@cevns/studies/analyses/scanned-axis';
import { warmMs } from './cpu-time.ts';
import { InProcessStudy } from './in-process.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A scan of a shipped study. */
interface ScanRace {
  readonly study: string;
  readonly analysis: string;
  readonly axes: readonly string[];
  readonly tolerance?: number;
  readonly rounds: number;
  /** Points that are looked at again, in steps of the grid. */
  readonly every: number;
  /** Largest error of the statistic where it has risen by less than 50. */
  readonly allowed: number;
  /** Settings that put fixed values in place of the scanned parameters: templates are then computed for these and not tabulated. */
  readonly held?: (values: readonly number[]) => readonly string[];
}

const NOTHING_FREE = ['parameters={}', 'analysis={ prediction: { kind: predict } }', 'outputs=[]'];

const races: readonly ScanRace[] = [
  {
    study: 'neutron-radius',
    analysis: 'radius-profile',
    axes: ['x'],
    rounds: 40,
    every: 13,
    allowed: 1e-5,
    held: ([radius]) => [...NOTHING_FREE, `inputs.interaction.form-factor.neutron.rms-radius=${radius} fm`],
  },
  { study: 'nsi-up-down', analysis: 'nsi', axes: ['x', 'y'], tolerance: 1e-4, rounds: 20, every: 23, allowed: 1e-5 },
  {
    study: 'light-vector-universal',
    analysis: 'plane',
    // As the analysis walks it: the mass, against which templates are tabulated, changes least often.
    axes: ['x', 'y'],
    tolerance: 1e-4,
    rounds: 20,
    every: 211,
    // Of which the tabulation of the templates against the mass makes the most.
    allowed: 1e-4,
    held: ([mass, coupling]) => [
      ...NOTHING_FREE,
      `inputs.interaction.terms=[standard-model, { term: light-vector, charges: universal, mass: ${mass} MeV, g: ${coupling} }]`,
    ],
  },
];

/** Nothing is claimed of points where the statistic has risen by more. */
const HIGHEST_RISE = 50;

/**
 * Scans of the shipped studies, all nuisance parameters refitted at every point: CPU time of the scan alone and of the whole analysis
 * with its intervals or contours, evaluations, and the largest error of the statistic against fits from several starts, to templates that are
 * not tabulated.
 *
 * @throws Error if the statistic is off by more than is allowed where it has risen by less than 50
 */
export async function race(): Promise<void> {
  for (const each of races) await raceScan(each);
}

async function raceScan(one: ScanRace): Promise<void> {
  const { study, analysis, rounds, tolerance } = one;
  const file = join(home, 'pipelines/coherent-csi-2021', `${study}.yaml`);
  const id = `analysis/${analysis}`;
  const opened = await InProcessStudy.open(file, home, { last: id });
  const outputs = await opened.run();
  const context = opened.context(id, outputs);
  const settings = context.parameters as unknown as AnalysisParameters & Readonly<Record<string, ScannedAxis>>;
  const axes = one.axes
    .map((axis): ScannedAxis => settings[axis] ?? (settings as unknown as ScannedAxis))
    .map((axis) => ({ parameter: axis.parameter, values: axisValues(axis) }));
  const { model } = modelOf(context);
  const options = tolerance === undefined ? {} : { tolerance };
  let best = fitModel(model, { fixed: settings.fixed }) as ConvergedFit;
  best = profile(model, best, axes, options).betterMinimum ?? best;
  let scan = profile(model, best, axes, options);
  const scanMs = await warmMs(() => {
    scan = profile(model, best, axes, options);
  }, rounds);
  const wholeMs = await warmMs(() => opened.runStage(id, outputs), Math.ceil(rounds / 10));
  const error = await largestError(one, { scan, file, model, fixed: settings.fixed });
  process.stdout.write(
    `scans: ${study}, ${axes.map(({ values }) => values.length).join(' x ')}: ${scanMs.toFixed(1)} ms CPU, ` +
      `${(scan.evaluations / scan.statistic.length).toFixed(3)} evaluations a point, ` +
      `${(scan.hessians / scan.statistic.length).toFixed(3)} with second derivatives, error ${error.toExponential(1)}; ` +
      `whole analysis ${wholeMs.toFixed(0)} ms CPU\n`,
  );
}

/** Largest difference of the statistic between a scan and fits, at some of the points where it has not risen by much. */
async function largestError(
  { every, held, allowed }: ScanRace,
  {
    scan,
    file,
    model,
    fixed,
  }: { scan: ProfileScan; file: string; model: CompiledModel; fixed: Readonly<Record<string, number>> },
): Promise<number> {
  const [rows, columns = 1] = scan.axes.map(({ values }) => values.length) as [number, number?];
  let error = 0;
  for (let point = 0; point < rows * columns; point += every) {
    const found = scan.statistic[point]!;
    if (found - scan.minimum > HIGHEST_RISE) continue;
    const at = [Math.floor(point / columns), point % columns];
    const values = scan.axes.map((axis, a) => axis.values[at[a]!]!);
    const reference =
      held === undefined
        ? lowestFit(model, {
            ...fixed,
            ...Object.fromEntries(scan.axes.map(({ parameter }, a) => [parameter, values[a]!])),
          })
        : lowestFit(await modelWith(file, held(values)), fixed);
    error = Math.max(error, Math.abs(found - reference));
  }
  if (!(error <= allowed))
    throw new Error(`scans: expected the statistic within ${allowed}, found it off by ${error} in ${file}`);
  return error;
}

/** The model of a study with other settings. */
async function modelWith(file: string, sets: readonly string[]): Promise<CompiledModel> {
  const opened = await InProcessStudy.open(file, home, { last: 'analysis/prediction', sets });
  return modelOf(opened.context('analysis/prediction', await opened.run())).model;
}

/** Lowest statistic of fits from several starts. */
function lowestFit(model: CompiledModel, fixed: Readonly<Record<string, number>>): number {
  const starts = [0.25, 0.4, 0.56, 0.8].flatMap((onset) =>
    [-1.5, 0, 1.5].map((efficiency) => ({ 'onset-time': onset, efficiency })),
  );
  const fits = starts.map((start) => fitModel(model, { fixed, start }));
  return Math.min(...fits.map((each) => (each.status === 'converged' ? each.statistic : Infinity)));
}
