import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fit as fitModel } from '@cevns/fitting/fit';
import type { StageContext } from '@cevns/runner/stage';
import { type AnalysisParameters, modelOf } from '@cevns/studies/analyses/analysis';
import type { Signal } from '@cevns/studies/stages/prediction';
import type { RecoilParameters } from '@cevns/studies/stages/recoil';
import type { ResponseParameters } from '@cevns/studies/stages/response';
import { warmMs } from './cpu-time.ts';
import { InProcessStudy, type Outputs } from './in-process.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const study = (name: string): string => join(home, 'pipelines', `${name}.yaml`);

/** The fit of the strength to the released data. */
const EXPECTED_STATISTIC = 81.163;

/** The set-up of a shipped study, and whole commands: what a user of the shipped studies waits for. */
export async function race(): Promise<void> {
  await raceSetUp();
  for (const name of ['nsi-up-down', 'light-vector-universal', 'neutron-radius']) raceCommand(name);
}

/**
 * From the parameters of the CsI 2021 study to its likelihood model: flux, recoil spectra, response with its variations, timing, backgrounds,
 * data, prediction and model, each output encoded and decoded as between workers, with the files in memory. CPU time when warm, and the
 * largest error of the templates against four times as many recoil energies.
 *
 * @throws Error if a bin is off by more than 1e-6 events, or the fit is not the known one
 */
async function raceSetUp(): Promise<void> {
  const file = study('coherent-csi-2021');
  const opened = await InProcessStudy.open(file, home, { last: 'model' });
  let outputs = await opened.run();
  const time = await warmMs(async () => {
    outputs = await opened.run();
  }, 60);
  const finer = await InProcessStudy.open(file, home, {
    last: 'model',
    changed: (stage, parameters) => {
      if (stage !== 'recoil' && stage !== 'response') return parameters;
      const own = parameters as unknown as Pick<RecoilParameters, 'nodesPerSegment'>;
      return { ...own, nodesPerSegment: 4 * own.nodesPerSegment } as unknown as typeof parameters;
    },
  });
  const error = largestDifference(outputs, await finer.run());
  const { context } = await withFit(file);
  const { fixed } = context.parameters as unknown as AnalysisParameters;
  const fitted = fitModel(modelOf(context).model, { fixed });
  const statistic = fitted.status === 'converged' ? fitted.statistic : Number.NaN;
  process.stdout.write(
    `physics: set-up of the CsI 2021 model: ${time.toFixed(1)} ms CPU; ${smearings(opened, outputs)} smeared bins, templates within ` +
      `${error.toExponential(1)} events, fit ${statistic.toFixed(3)}\n`,
  );
  if (!(error < 1e-6)) throw new Error(`physics: expected templates within 1e-6 events, found them off by ${error}`);
  if (!(Math.abs(statistic - EXPECTED_STATISTIC) < 0.002))
    throw new Error(`physics: expected a statistic of ${EXPECTED_STATISTIC}, found ${statistic}`);
}

/** The model of the study as its fit of the strength gets it. */
async function withFit(file: string): Promise<{ context: StageContext }> {
  const opened = await InProcessStudy.open(file, home, { last: 'analysis/strength' });
  return { context: opened.context('analysis/strength', await opened.run()) };
}

/** How many probabilities the smearing gave: recoil energies x fine bins, for the nominal quenching and each varied one. */
function smearings(opened: InProcessStudy, outputs: Outputs): number {
  const { parameters, inputs } = opened.context('response', outputs);
  const { binning, fineBinWidth, observable, variations } = parameters as unknown as ResponseParameters;
  if (fineBinWidth === undefined) throw new Error('Expected the width of fine bins, got none');
  const edges = binning[observable]!;
  const quenchings = 1 + 2 * Object.values(variations).filter(({ part }) => part === 'quenching').length;
  const energies = inputs.grid!.arrays().recoilEnergiesMeV!.data.length;
  return (energies * quenchings * (edges.at(-1)! - edges[0]!)) / fineBinWidth;
}

/** Largest difference of an expected number of events between the signals of two set-ups. */
function largestDifference(first: Outputs, second: Outputs): number {
  const [these, those] = [first, second].map((outputs) => {
    const { terms } = outputs.get('prediction#signal')!.json() as unknown as Signal;
    return terms.flatMap(({ nominal, variations }) => [
      ...nominal,
      ...Object.values(variations).flatMap(({ up, down }) => [...up, ...down]),
    ]);
  }) as [number[], number[]];
  return these.reduce((worst, events, i) => Math.max(worst, Math.abs(events - those[i]!)), 0);
}

/** A whole study as a command with an empty store: wall time, since a user waits for it. */
function raceCommand(name: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'cevns-race-'));
  try {
    const before = performance.now();
    execFileSync(
      process.execPath,
      [
        join(home, 'packages/cli/bin/cevns.js'),
        'run',
        study(`coherent-csi-2021/${name}`),
        ...['--store', join(folder, 'store'), '--out', join(folder, 'results'), '--quiet'],
      ],
      { stdio: 'inherit' },
    );
    process.stdout.write(
      `physics: ${name} as a command, cold: ${((performance.now() - before) / 1000).toFixed(2)} s wall\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
