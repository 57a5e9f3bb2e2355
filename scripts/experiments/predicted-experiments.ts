import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinGraphs } from '@cevns/runner/joint-graph';
import { runGraphs } from '@cevns/runner/run';
import type { RunResult } from '@cevns/runner/run-result';
import { Store } from '@cevns/runner/store';
import { liveTimeUs } from '@cevns/sources/models/live-time';
import { type Assumption, assumptionsOf } from '@cevns/studies/catalogue/assumed-inputs';
import type { Summary } from '@cevns/studies/generated/summary';
import type { InternalStudy } from '@cevns/studies/lower/internal-study';
import { parametersOf } from '@cevns/studies/lower/internal-study';
import { type OpenedStudy, openStudy } from '@cevns/studies/open-study';
import { codeOf } from '@cevns/studies/run-study';
import type { Flux } from '@cevns/studies/stages/flux';

/** What a study of an experiment predicts. */
export interface PredictedExperiment {
  readonly study: OpenedStudy;
  readonly summary: Summary;
  /** Neutrinos per cm^2 and s at each detector, mean over the time in which it took data; per cm^2 where only the protons are known. */
  readonly fluxes: readonly { readonly value: number; readonly perSecond: boolean }[];
  /** Signal and background in all detectors, over the whole exposure. */
  readonly signal: number;
  readonly background: number;
  readonly assumed: readonly Assumption[];
  /** Lowest and highest signal when everything that is assumed lies anywhere in its range; undefined where nothing is. */
  readonly range: readonly [low: number, high: number] | undefined;
}

/** A study with some of what it assumes at an end of its range. */
interface Variant {
  readonly file: number;
  readonly opened: OpenedStudy;
}

/**
 * Runs studies with all that they assume at its value, then with each assumption alone at the ends of its range, then with all at the ends
 * that lower and that raise the signal. Nothing is kept.
 *
 * @param home folder of the checkout
 * @param files study files
 */
export async function predictExperiments(home: string, files: readonly string[]): Promise<PredictedExperiment[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cevns-experiments-'));
  try {
    const runAll = async (variants: readonly Variant[]): Promise<readonly RunResult[]> => {
      const graphs = variants.map(({ opened }) => opened.graph);
      const parts = graphs.map(() => ({}));
      const options = { store: new Store(join(folder, 'store')), code: codeOf(home) };
      return graphs.length === 0 ? [] : runGraphs(joinGraphs(graphs), parts, options);
    };
    let count = 0;
    // Stages are told apart by the name of their study.
    const open = async (file: number, sets: readonly string[]): Promise<Variant> => ({
      file,
      opened: await openStudy({ file: files[file]!, home, sets: [`study=variant-${count++}`, 'outputs=[]', ...sets] }),
    });
    const nominal = await Promise.all(files.map((_, file) => open(file, [])));
    const assumed = nominal.map(({ opened }) => assumptionsOf(opened.loaded.document.root));
    const ranged = assumed.map((all) => all.filter(({ range }) => range !== undefined));
    const alone = await Promise.all(
      ranged.flatMap((all, file) =>
        all.flatMap((assumption) => [open(file, [setting(assumption, 0)]), open(file, [setting(assumption, 1)])]),
      ),
    );
    const first = await runAll([...nominal, ...alone]);
    const signals = first.map((run, i) => signalOf(summaryOf(run, [...nominal, ...alone][i]!)));
    let at = nominal.length;
    const extremes = await Promise.all(
      ranged.flatMap((all, file) => {
        if (all.length === 0) return [];
        const rising = all.map(() => {
          const [low, high] = [signals[at]!, signals[at + 1]!];
          at += 2;
          return high >= low;
        });
        const towards = (up: boolean) => all.map((assumption, i) => setting(assumption, rising[i] === up ? 1 : 0));
        return [open(file, towards(false)), open(file, towards(true))];
      }),
    );
    const second = await runAll(extremes);
    const ends = second.map((run, i) => signalOf(summaryOf(run, extremes[i]!)));
    return nominal.map((variant, file) => {
      const own = extremes.flatMap((extreme, i) => (extreme.file === file ? [ends[i]!] : []));
      const summary = summaryOf(first[file]!, variant);
      return {
        study: variant.opened,
        summary,
        fluxes: fluxesOf(first[file]!, variant.opened),
        signal: signals[file]!,
        background: backgroundOf(summary),
        assumed: assumed[file]!,
        range: own.length === 0 ? undefined : [own[0]!, own[1]!],
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function setting({ path, range }: Assumption, end: 0 | 1): string {
  return `${path.join('.')}=${range![end]}`;
}

function summaryOf(run: RunResult, { opened }: Variant): Summary {
  if (run.failures[0]) throw run.failures[0];
  return JSON.parse(run.artifact(`${opened.name}/summary`, 'summary').text()) as Summary;
}

/** Events of neutrinos: coherent ones where there is a prediction, those of the reaction that is named first otherwise. */
function signalOf(summary: Summary): number {
  return componentsOf(summary).reduce((total, [name, events]) => total + (isSignal(name) ? events : 0), 0);
}

function backgroundOf(summary: Summary): number {
  return componentsOf(summary).reduce((total, [name, events]) => total + (isSignal(name) ? 0 : events), 0);
}

function isSignal(component: string): boolean {
  return component === 'cevns' || component.endsWith('/cevns') || component.startsWith('nu');
}

function componentsOf({ analysis }: Summary): [string, number][] {
  const results = Object.values(analysis);
  const prediction = results.find((result) => result.kind === 'predict');
  if (prediction?.kind === 'predict') return Object.entries(prediction.components);
  const counted = results.find((result) => result.kind === 'interactions');
  if (counted?.kind !== 'interactions') throw new Error('Expected an analysis of the kind predict or interactions');
  const [name, { events }] = Object.entries(counted.reactions)[0]!;
  return [[name, events]];
}

function fluxesOf(run: RunResult, { name, loaded }: OpenedStudy): PredictedExperiment['fluxes'] {
  const { inputs } = loaded.internal as InternalStudy;
  const parts = inputs.experiments?.map((own) => ({
    id: `${name}/${own.name}`,
    source: own.source ?? inputs.source,
  })) ?? [{ id: name, source: inputs.source }];
  const distinct = new Map<string, { value: number; perSecond: boolean }>();
  for (const { id, source } of parts) {
    const stage = `${id}/flux`;
    if (!run.stages.has(stage)) continue;
    const flux = run.artifact(stage, 'flux').json() as unknown as Flux;
    const fluence = flux.reduce((total, { fluencePerCm2 }) => total + fluencePerCm2, 0);
    const liveUs = liveTimeUs(source.model, parametersOf(source));
    const value = liveUs === undefined ? fluence : fluence / (liveUs * 1e-6);
    distinct.set(value.toPrecision(6), { value, perSecond: liveUs !== undefined });
  }
  return [...distinct.values()];
}
