import type { Document } from '@cevns/language/located';
import type { StageGraph } from '@cevns/runner/graph';
import type { StageSpec } from '@cevns/runner/stage';
import type { WorkspaceFile } from '../workspace/read-workspace.ts';
import { analysisStages } from './analysis-stages.ts';
import { withBackgroundEvents } from './background-events.ts';
import { commandStages } from './commands.ts';
import { conventionsOf } from './conventions.ts';
import { checkDarkMatter } from './dark-matter.ts';
import { checkEnergyColumns, withPlainQuantities } from './detector-units.ts';
import { quenchingParts, withQuenchedElements } from './element-quenching.ts';
import { withEdges } from './even-bins.ts';
import { type Experiment, experimentsOf } from './experiments.ts';
import type { OpenTable } from './flux-variations.ts';
import { lowerInteraction, type MoreInteractions } from './interaction.ts';
import { checkInteraction } from './interaction-parameters.ts';
import type { InternalStudy, WrittenStudy } from './internal-study.ts';
import { inLongForm } from './internal-study.ts';
import { recoilingMassOf, withRecoilingMass } from './kinematics.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { jointModelStage, modelStages } from './model-stages.ts';
import { SIGNAL, templatesOf } from './names.ts';
import { checkObservables } from './observables.ts';
import { outputStages, type ResolvedStudy, type StageFile } from './output-stages.ts';
import { lowerParameters } from './parameters.ts';
import { predictionStages } from './prediction-stages.ts';
import { checkQuenchingNumbers } from './quenching-numbers.ts';
import { checkQuenching } from './quenching-parameters.ts';
import { checkRecoilEnergies, withQuenching } from './recoil-energies.ts';
import { checkFissionFractions, checkRefusals } from './refusals.ts';
import { lowerRegion } from './region.ts';
import { checkFlavours, checkSource } from './source.ts';
import { StudyProblems } from './study-problems.ts';
import { type Elements, lowerTarget } from './target.ts';
import { type WholeStudy, wholeStudy } from './whole-study.ts';
import { checkEffects } from './without-effect.ts';
import { lowerWorkspace } from './workspace-study.ts';

/** The efficiency of a detector that names none. */
const EVERYTHING = { model: 'constant', value: 1 };

/** What lowering needs besides the study. */
export interface LoweringContext {
  /** The study with the place of every part, for messages. */
  readonly document: Document;
  readonly elements: Elements;
  /** What to call a data file. */
  labelOf(file: string): string;
  /** The file behind a bare program name; default: the first on PATH. */
  readonly findProgram?: (name: string) => string | undefined;
  readonly resolved: ResolvedStudy;
  /** Terms of the interaction from plug-ins. */
  readonly interactions?: MoreInteractions;
  /** Reads workspaces; default: each anew. */
  readonly openWorkspace?: (file: string, shownAs: string) => WorkspaceFile;
  /** Opens tables that say how many parameters there are; default: each anew. */
  readonly openTable?: OpenTable;
}

/** A study as a graph of stages, and the files that its results folder holds. */
export interface LoweredGraph {
  readonly graph: StageGraph;
  readonly files: readonly StageFile[];
}

/**
 * Lowers a study that passed its schema to a graph of stages.
 *
 * @throws StudyError with everything that only shows once the study is whole: unknown names, regions outside the binning, choices
 *   that do not go together
 */
export function lowerStudy(written: WrittenStudy, context: LoweringContext): LoweredGraph {
  const study = inLongForm(written);
  const problems = new StudyProblems(context.document);
  const { whole, stages, conventions } =
    study.inputs.workspace === undefined
      ? lowerExperiments(study, context, problems)
      : lowerWorkspace(study, context, problems);
  const analyses = analysisStages(whole, problems);
  const outputs = outputStages(whole, context.resolved, conventions, problems);
  problems.throwIfAny();
  return {
    graph: { name: study.study, stages: [...stages(), ...analyses, ...outputs.stages] },
    files: outputs.files,
  };
}

/** A study as far as its likelihood: what analyses and outputs want to know of it, and the stages up to the likelihood model. */
export interface LoweredLikelihood {
  readonly whole: WholeStudy;
  /** Only of a study without problems. */
  stages(): readonly StageSpec[];
  /** The named choices that its numbers rest on. */
  readonly conventions: object;
}

/** The likelihood of what the source gives the detectors. */
function lowerExperiments(study: InternalStudy, context: LoweringContext, problems: StudyProblems): LoweredLikelihood {
  if (study.inputs.measurement !== undefined) {
    problems.atKey(['inputs', 'measurement'], 'E606', {
      message: '`measurement` is that of a workspace, and this study has none',
      expected: '`workspace:` beside it, or no `measurement:`',
    });
  }
  const found = experimentsOf(study, problems);
  problems.throwIfAny();
  const experiments = found.map((experiment) => ({
    ...experiment,
    study: withPlainDetector(experiment.study, problems.placed(experiment.place)),
  }));
  const lowered = experiments.map((experiment) => ({
    name: experiment.name,
    lowered: lowerExperiment(experiment, context, problems.placed(experiment.place)),
  }));
  const whole = wholeStudy(study, lowered, problems);
  const { document, findProgram } = context;
  const commands = experiments.flatMap((experiment, i) => {
    const { labelOf } = lowered[i]!.lowered;
    return commandStages(
      { study: experiment.study, document, labelOf, findProgram },
      problems.placed(experiment.place),
    );
  });
  return {
    whole,
    stages: () => [
      ...commands,
      ...lowered.flatMap(({ lowered: own }) => [...predictionStages(own), ...modelStages(own)]),
      ...jointModelStage(whole),
    ],
    conventions: conventionsOf(whole),
  };
}

/** The study with what its detector leaves open filled in, its quantities as numbers, and a number of events for every background. */
function withPlainDetector(written: InternalStudy, problems: StudyProblems): InternalStudy {
  const study = { ...written, detector: withEdges(written.detector, problems) };
  const { efficiency = EVERYTHING } = study.detector as Partial<InternalStudy['detector']>;
  checkEnergyColumns(study, problems);
  const detector = withQuenching({ ...study.detector, efficiency }, problems);
  return withBackgroundEvents(withPlainQuantities({ ...study, detector }, problems), problems);
}

/** A study as far as its likelihood; of several experiments, one. */
function lowerExperiment(experiment: Experiment, context: LoweringContext, problems: StudyProblems): LoweredStudy {
  const nuclei = lowerTarget(experiment.study, context.elements, problems);
  const study =
    nuclei === undefined
      ? experiment.study
      : withQuenchedElements(experiment.study, nuclei, context.elements, problems);
  // What is wrong with the quantities of the detector is told along with the rest.
  const told = problems.count;
  checkNames(study, problems);
  checkFissionFractions(study, problems);
  if (problems.count > told) problems.throwIfAny();
  checkSource(study, experiment.name === undefined, problems);
  const interaction = lowerInteraction(study, problems, context.interactions);
  checkFlavours(study, interaction, problems);
  // Of an interaction that cannot be made up nothing more can be said.
  if (problems.count > told) problems.throwIfAny();
  const before = problems.count;
  const parameters = lowerParameters(study, interaction, problems, experiment, context.openTable);
  checkInteraction(study, interaction, parameters, problems);
  checkDarkMatter(study, interaction, parameters, problems);
  if (problems.count === before) checkEffects(study, interaction, parameters, problems);
  const region = lowerRegion(study, problems, context.openTable);
  checkObservables(study, parameters, problems);
  checkRecoilEnergies(study, problems);
  checkQuenching(study.detector, parameters, problems);
  checkQuenchingNumbers(study.detector, problems);
  const found = { interaction, nuclei: nuclei ?? [], region, parameters };
  if (problems.count === before && nuclei !== undefined) checkRefusals(study, found, problems);
  return {
    study,
    interaction,
    nuclei: withRecoilingMass(nuclei ?? [], recoilingMassOf(study.inputs.interaction)),
    region,
    parameters,
    labelOf: (file) => context.labelOf(file),
  };
}

/**
 * Names that every object inherits something under cannot be keys of the tables that stages and results are made of.
 *
 * @throws StudyError when there is one, since nothing else could be said about such a study
 */
function checkNames(
  { parameters, systematics, analysis, commands, detector }: InternalStudy,
  problems: StudyProblems,
): void {
  const { backgrounds, efficiency, observables } = detector;
  const named: readonly (readonly [path: readonly string[], section: object | undefined])[] = [
    [['parameters'], parameters],
    [['systematics'], systematics],
    [['analysis'], analysis],
    [['commands'], commands],
    [['detector', 'observables'], observables],
    [['detector', 'backgrounds'], backgrounds],
    ...Object.entries(templatesOf(detector)).map(([component, { variations }]) => {
      const owner = component === SIGNAL ? ['signal'] : ['backgrounds', component];
      return [['detector', ...owner, 'template', 'variations'], variations] as const;
    }),
    ...quenchingParts(detector).map(
      ({ part, path }) => [[...path, 'variations'], part.variations] satisfies [readonly string[], unknown],
    ),
    [['detector', 'efficiency', 'variations'], efficiency.variations],
  ];
  const before = problems.count;
  for (const [path, section = {}] of named) {
    for (const name of Object.keys(section).filter((key) => key in Object.prototype)) {
      problems.atKey([...path, name], 'E606', {
        message: `\`${name}\` cannot be used as a name: it has a meaning of its own in JavaScript`,
        expected: 'another name',
      });
    }
  }
  if (problems.count > before) problems.throwIfAny();
}
