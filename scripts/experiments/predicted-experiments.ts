import type { RunResult } from '@cevns/runner/run-result';
import { liveTimeUs } from '@cevns/sources/models/live-time';
import { type Assumption, assumptionsOf } from '@cevns/studies/catalogue/assumed-inputs';
import type { Summary } from '@cevns/studies/generated/summary';
import { type InternalStudy, parametersOf } from '@cevns/studies/lower/internal-study';
import type { OpenedStudy } from '@cevns/studies/open-study';
import type { Flux } from '@cevns/studies/stages/flux';
import { type RanVariant, StudyVariants } from './study-variants.ts';

/** What a study of an experiment predicts. */
export interface PredictedExperiment {
  readonly study: OpenedStudy;
  readonly summary: Summary;
  /** Neutrinos per cm^2 and s at each detector, mean over the time in which it took data; per cm^2 where only the protons are known. */
  readonly fluxes: readonly { readonly value: number; readonly perSecond: boolean }[];
  /** Signal in all detectors, over the whole exposure. */
  readonly signal: number;
  /** Its ratio to the background in the region that the numbers of the background refer to, where the detector says which; undefined without background. */
  readonly signalToBackground: number | undefined;
  readonly assumed: readonly Assumption[];
  /** Lowest and highest signal when everything that is assumed lies anywhere in its range; undefined where nothing is. */
  readonly range: readonly [low: number, high: number] | undefined;
}

/**
 * Runs studies with all that they assume at its value, then with each assumption alone at the ends of its range, then with all at the ends
 * that lower and that raise the signal. Nothing is kept.
 *
 * @param home folder of the checkout
 * @param files study files
 */
export async function predictExperiments(home: string, files: readonly string[]): Promise<PredictedExperiment[]> {
  const variants = new StudyVariants(home);
  try {
    const nominal = await variants.run(files.map((file) => ({ file })));
    const ratios = await ratiosOf(nominal, files, variants);
    const assumed = nominal.map(({ opened }) => assumptionsOf(opened.loaded.document.root));
    const ranged = assumed.map((all) => all.filter(({ range }) => range !== undefined));
    const signals = async (own: readonly (readonly string[])[][]): Promise<number[][]> => {
      const all = own.flatMap((each, i) => each.map((sets) => ({ file: files[i]!, sets })));
      const found = (await variants.run(all)).map(({ summary }) => signalOf(summary));
      return own.map((each) => found.splice(0, each.length));
    };
    const alone = await signals(
      ranged.map((all) => all.flatMap((assumption) => [[setting(assumption, 0)], [setting(assumption, 1)]])),
    );
    const ends = await signals(
      ranged.map((all, i) => {
        const rises = all.map((_, j) => alone[i]![2 * j + 1]! >= alone[i]![2 * j]!);
        const towards = (up: boolean) => all.map((assumption, j) => setting(assumption, rises[j] === up ? 1 : 0));
        return all.length === 0 ? [] : [towards(false), towards(true)];
      }),
    );
    return nominal.map(({ opened, run, summary }, i) => {
      const [low, high] = ends[i]!;
      return {
        study: opened,
        summary,
        fluxes: fluxesOf(run, opened),
        signal: signalOf(summary),
        signalToBackground: ratios[i],
        assumed: assumed[i]!,
        range: low === undefined || high === undefined ? undefined : [low, high],
      };
    });
  } finally {
    variants.close();
  }
}

/** Signal to background of each, in its reference region: a background that is stated up to an energy says nothing of those above. */
async function ratiosOf(
  nominal: readonly RanVariant[],
  files: readonly string[],
  variants: StudyVariants,
): Promise<(number | undefined)[]> {
  const regions = nominal.map(({ opened, summary }) => {
    const { detector } = opened.loaded.study as { readonly detector?: { readonly 'reference-region'?: object } };
    return backgroundOf(summary) === 0 ? undefined : detector?.['reference-region'];
  });
  const within = await variants.run(
    regions.flatMap((region, i) =>
      region === undefined ? [] : [{ file: files[i]!, sets: [`region=${JSON.stringify(region)}`] }],
    ),
  );
  return nominal.map(({ summary }, i) => {
    const of = regions[i] === undefined ? summary : within.shift()!.summary;
    return backgroundOf(of) === 0 ? undefined : signalOf(of) / backgroundOf(of);
  });
}

function setting({ path, range }: Assumption, end: 0 | 1): string {
  return `${path.join('.')}=${range![end]}`;
}

/** Events of neutrinos: coherent ones where there is a prediction, those of the reaction that is named first otherwise. */
export function signalOf(summary: Summary): number {
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
