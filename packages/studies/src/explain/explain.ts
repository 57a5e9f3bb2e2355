import { StudyError } from '@cevns/language/problem';
import { canonicalJson } from '@cevns/runner/json';
import { type RunOptions, runGraph } from '@cevns/runner/run';
import type { RunResult } from '@cevns/runner/run-result';
import { sum } from '../analyses/binned-expectation.ts';
import { flowText } from '../campaign/axis-value.ts';
import { causeOf, failuresByStage } from '../campaign/campaign-outcome.ts';
import { SharedGraph } from '../campaign/shared-graph.ts';
import { readSchema } from '../home-files.ts';
import type { InternalStudy } from '../lower/internal-study.ts';
import { listOf } from '../lower/names.ts';
import { StudyProblems } from '../lower/study-problems.ts';
import type { OpenedStudy, OpenOptions } from '../open-study.ts';
import { withFileNames } from '../stage-failure.ts';
import type { Signal } from '../stages/prediction.ts';
import type { TimeFractions } from '../stages/timing.ts';
import { type Alternative, type Choice, choicesOf } from './choices.ts';
import { expectedEvents } from './expected-events.ts';
import {
  type Compared,
  type ExplainedAlternative,
  type ExplainedChoice,
  type Explanation,
  largestSpread,
  type NotCompared,
} from './explanation.ts';
import { type PredictedStudy, type StageOutput, VariantLoading } from './variant-loading.ts';

export interface ExplainOptions extends OpenOptions {
  /** How stages run: store, code, workers, signal, permission of external programs. */
  readonly run: Omit<RunOptions, 'keepGoing'>;
  /** How to write a file, given by its absolute path, in messages. */
  readonly shown?: (file: string) => string;
}

/** A prediction in the graph of all. */
interface Variant extends Pick<PredictedStudy, 'model' | 'signals' | 'fractions'> {
  /** What it computes: equal for predictions that are the same. */
  readonly identity: string;
}

/**
 * Predicts a study under each other named convention, one choice changed at a time, as one graph through the store. Nothing but the
 * store is written.
 *
 * @param study opened with the same options
 * @throws StageError when the study itself cannot be predicted; StudyError for a study of a workspace
 */
export async function explain(
  study: OpenedStudy,
  options: ExplainOptions,
): Promise<{ readonly explanation: Explanation; readonly run: RunResult }> {
  expectPhysics(study);
  const loading = new VariantLoading(options);
  const shared = new SharedGraph();
  const name = `${study.name}/explain`;
  const added = async (label: string, sets: readonly string[]): Promise<Variant> => {
    const predicted = await loading.load(sets);
    const { stages, model } = predicted;
    const ids = shared.add(`${name}/${label}`, { name, stages });
    const renamed = ({ stage, output }: StageOutput): StageOutput => ({ stage: ids.get(stage)!, output });
    const signals = Object.fromEntries(Object.entries(predicted.signals).map(([key, from]) => [key, renamed(from)]));
    const fractions = predicted.fractions && renamed(predicted.fractions);
    const { parameters, components } = model;
    const identity = JSON.stringify([signals, fractions, parameters, components]);
    return { model, signals, identity, ...(fractions === undefined ? {} : { fractions }) };
  };
  const baseline = await added('study', []);
  const written = study.loaded.study as InternalStudy;
  const internal = study.loaded.internal as InternalStudy;
  const choices: { readonly choice: Choice; readonly alternatives: (Pending | NotCompared)[] }[] = [];
  for (const choice of choicesOf({ written, internal, schema: readSchema(options.home, 'study') })) {
    const alternatives: (Pending | NotCompared)[] = [];
    for (const alternative of choice.alternatives) {
      if (isSame(alternative.value, choice.chosen)) continue;
      const about = aboutOf(alternative, [settingOf(choice, alternative), ...removals(written, alternative)]);
      try {
        const variant = await added(`${choice.name}/${alternative.name}`, about.set);
        if (variant.identity !== baseline.identity) alternatives.push({ ...about, variant });
      } catch (error) {
        if (!(error instanceof StudyError)) throw error;
        alternatives.push({ ...about, reason: error.problems[0]!.message });
      }
    }
    if (alternatives.length > 0) choices.push({ choice, alternatives });
  }
  const graph = { name, stages: shared.stages };
  const run = await runGraph(graph, { ...options.run, keepGoing: true });
  const failures = failuresByStage(graph.stages, run.failures);
  const failureOf = ({ signals, fractions }: Variant) =>
    [...Object.values(signals), ...(fractions === undefined ? [] : [fractions])]
      .map(({ stage }) => failures.get(stage))
      .find((failure) => failure !== undefined);
  const shown = options.shown ?? ((file: string) => file);
  const own = failureOf(baseline);
  if (own !== undefined) throw withFileNames(own, graph, shown);
  const events = eventsOf(baseline, run);
  const compared = ({ variant, ...about }: Pending): ExplainedAlternative => {
    const failure = failureOf(variant);
    if (failure === undefined) return withChange(about, eventsOf(variant, run), events);
    return { ...about, reason: causeOf(withFileNames(failure, graph, shown) as typeof failure) };
  };
  const explained = choices.map(({ choice, alternatives }): ExplainedChoice => {
    const { name: called, path, chosen } = choice;
    return {
      choice: called,
      path,
      study: chosen ?? null,
      alternatives: alternatives.map((each) => ('variant' in each ? compared(each) : each)),
    };
  });
  const largest = largestSpread(explained);
  return {
    explanation: {
      study: study.name,
      baseline: events,
      choices: explained,
      ...(largest === undefined ? {} : { largest }),
    },
    run,
  };
}

/** Refuses a study whose likelihood is a file: no convention of it can be chosen otherwise. */
function expectPhysics({ loaded: { document, internal } }: OpenedStudy): void {
  if ((internal as InternalStudy).inputs.workspace === undefined) return;
  const problems = new StudyProblems(document);
  problems.at(['inputs', 'workspace'], 'E606', {
    message: 'a workspace is a likelihood as it is: it makes no choices that could be made otherwise',
    expected: 'a study of a source and a detector',
  });
  problems.throwIfAny();
}

type About = Pick<Compared, 'name' | 'source' | 'set' | 'limit'>;
type Pending = About & { readonly variant: Variant };

function aboutOf({ name, source, limit }: Alternative, set: readonly string[]): About {
  return { name, source, set, ...(limit === undefined ? {} : { limit }) };
}

function settingOf({ path }: Choice, { value }: Alternative): string {
  return `${path}=${flowText(value)}`;
}

/** Overrides that take out what belongs to the part that is replaced: parameters of it, and what scales a component of its name. */
function removals({ parameters = {}, systematics = {} }: InternalStudy, { replaces = [] }: Alternative): string[] {
  const isOfPart = (of: string) => replaces.some((owner) => of === owner || of.startsWith(`${owner}.`));
  return Object.entries({ parameters, systematics }).flatMap(([section, all]) =>
    Object.entries(all as Readonly<Record<string, Removable>>).flatMap(([key, { of, scales = [] }]) => {
      if (of !== undefined) return isOfPart(of) ? [`${section}.${key}=null`] : [];
      const left = listOf(scales).filter((component) => !replaces.includes(component));
      if (left.length === listOf(scales).length) return [];
      return [left.length === 0 ? `${section}.${key}=null` : `${section}.${key}.scales=${flowText(left)}`];
    }),
  );
}

interface Removable {
  readonly of?: string;
  readonly scales?: string | readonly string[];
}

function isSame(value: unknown, chosen: unknown): boolean {
  return chosen !== undefined && canonicalJson(value) === canonicalJson(chosen);
}

function eventsOf({ signals, fractions, model }: Variant, run: RunResult): Record<string, number> {
  const read = <T>({ stage, output }: StageOutput): T => run.artifact(stage, output).json() as T;
  const inTime = fractions && read<Readonly<Record<string, TimeFractions>>>(fractions);
  return Object.fromEntries(
    Object.entries(signals).map(([component, from]) => [
      component,
      expectedEvents(component, read<Signal>(from), inTime, model),
    ]),
  );
}

function withChange(
  about: About,
  events: Readonly<Record<string, number>>,
  baseline: Readonly<Record<string, number>>,
): Compared {
  const total = sum(Object.values(baseline));
  const change = 100 * (sum(Object.values(events)) / total - 1);
  return { ...about, events, ...(Number.isFinite(change) ? { change } : {}) };
}
