import { loadFile } from '@cevns/language/load';
import { loadTree } from '@cevns/language/load-study';
import type { Located } from '@cevns/language/located';
import { parseYaml } from '@cevns/language/parse-yaml';
import { Readings } from '@cevns/language/readings';
import { applySettings, parseSetting } from '@cevns/language/set';
import { SourceText } from '@cevns/language/source-text';
import { upstreamOf } from '@cevns/runner/graph';
import type { StageSpec } from '@cevns/runner/stage';
import { StudyLowering } from '../campaign/study-lowering.ts';
import { catalogueRootOf, readSchema } from '../home-files.ts';
import type { OpenOptions } from '../open-study.ts';
import { StudyPlugins } from '../plugins/study-plugins.ts';
import { type ModelParameters, SIGNAL_INPUT } from '../stages/model.ts';

/** A study as far as its prediction. */
export interface PredictedStudy {
  /** The stages that the prediction needs, each after those it takes from. */
  readonly stages: readonly StageSpec[];
  /** The parameters of the model with their initial values, and which of them scale a component. */
  readonly model: ModelParameters;
  /** By component: the stage and its output that hold its signal. */
  readonly signals: Readonly<Record<string, StageOutput>>;
  /** Fractions of time bins, where time is an observable. */
  readonly fractions?: StageOutput;
}

export interface StageOutput {
  readonly stage: string;
  readonly output: string;
}

/** Loads a study again and again, each time with a few more overrides; what they share is read once. */
export class VariantLoading {
  readonly #options: OpenOptions;
  readonly #plugins: StudyPlugins;
  readonly #base: Located;
  readonly #readings = new Readings();
  readonly #lowering: StudyLowering;

  /** @param options with which the study was opened, without a problem */
  constructor(options: OpenOptions) {
    this.#options = options;
    this.#plugins = options.plugins ?? new StudyPlugins(options);
    this.#base = applySettings(loadFile(options.file), (options.sets ?? []).map(parseSetting));
    this.#lowering = new StudyLowering(catalogueRootOf(options.home), options.file);
  }

  /**
   * The prediction of the study with more overrides.
   *
   * @param sets arguments as of `--set`
   * @throws StudyError when the study with them is none
   */
  async load(sets: readonly string[]): Promise<PredictedStudy> {
    const { file, home, memory } = this.#options;
    const plugins = this.#plugins;
    const loaded = await loadTree(applySettings(this.#base, sets.map(parseSetting)), {
      file,
      catalogueRoot: catalogueRootOf(home),
      schema: (root) => plugins.schemaFor(readSchema(home, 'study'), root),
      readings: this.#readings,
      adjust: withPredictionAlone,
      memory,
    });
    const { graph } = this.#lowering.lower(loaded, plugins.interactionsOf(loaded));
    return predictedStudy(graph.name, graph.stages);
  }
}

const PREDICTION = parseYaml(new SourceText('prediction', null, '{ prediction: predict }'));

/** The study without its analyses and outputs, which may ask for what a variant does not have. */
function withPredictionAlone(root: Located): Located {
  if (root.kind !== 'map') return root;
  const entries = new Map(root.entries);
  const analysis = entries.get('analysis');
  if (analysis !== undefined) entries.set('analysis', { ...analysis, value: PREDICTION });
  entries.delete('outputs');
  return { ...root, entries };
}

/** What of a study's graph its prediction needs: the inputs of the model that are signals, and all before them. */
function predictedStudy(name: string, stages: readonly StageSpec[]): PredictedStudy {
  const model = stages.find(({ id }) => id === `${name}/model`)!;
  const taken = Object.entries(model.inputs).flatMap(([input, from]) =>
    'stage' in from && (input.startsWith(SIGNAL_INPUT) || input === 'fractions') ? [[input, from] as const] : [],
  );
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const needed = new Set<string>();
  const need = (id: string): void => {
    if (needed.has(id)) return;
    needed.add(id);
    upstreamOf(byId.get(id)!).forEach(need);
  };
  for (const [, { stage }] of taken) need(stage);
  const fractions = taken.find(([input]) => input === 'fractions')?.[1];
  return {
    stages: stages.filter(({ id }) => needed.has(id)),
    model: model.parameters as unknown as ModelParameters,
    signals: Object.fromEntries(
      taken.flatMap(([input, from]) =>
        input.startsWith(SIGNAL_INPUT) ? [[input.slice(SIGNAL_INPUT.length), from]] : [],
      ),
    ),
    ...(fractions === undefined ? {} : { fractions }),
  };
}
