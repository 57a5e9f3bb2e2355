import { resolve } from 'node:path';
import type { CheckMemory } from '@cevns/language/check';
import { loadFile } from '@cevns/language/load';
import { loadTree } from '@cevns/language/load-study';
import { type Located, nodeAt, plainValue } from '@cevns/language/located';
import { problemAt, StudyError } from '@cevns/language/problem';
import { Readings } from '@cevns/language/readings';
import { applySettings, parseSetting, type Setting, settingOf } from '@cevns/language/set';
import type { StageGraph } from '@cevns/runner/graph';
import type { Campaign } from '../generated/campaign.ts';
import { catalogueRootOf, readSchema, schemaFile } from '../home-files.ts';
import type { StageFile } from '../lower/output-stages.ts';
import { StudyPlugins } from '../plugins/study-plugins.ts';
import { TableCheck } from '../tables/table-check.ts';
import { flowText } from './axis-value.ts';
import type { CampaignFigure } from './campaign-figures.ts';
import { type CampaignFile, readCampaign } from './campaign-file.ts';
import { CampaignProblems } from './campaign-problems.ts';
import { SharedGraph } from './shared-graph.ts';
import { StudyLowering } from './study-lowering.ts';

/** A configuration that is checked and lowered. */
export interface OpenedConfiguration {
  readonly id: string;
  /** Its value on each axis, as written; the study's own where the configuration gives none. */
  readonly values: readonly string[];
  /** Arguments of `--set` that make this configuration of the study. */
  readonly sets: readonly string[];
  /** Its result files, relative to its folder. */
  readonly files: readonly StageFile[];
}

/** A campaign that is checked and lowered: one graph for all configurations. */
export interface OpenedCampaign {
  readonly name: string;
  readonly file: string;
  readonly title?: string;
  /** Path of the study file. */
  readonly study: string;
  /** Paths of the axes in the study. */
  readonly axes: readonly string[];
  /** Figures of all configurations. */
  readonly figures: readonly CampaignFigure[];
  readonly configurations: readonly OpenedConfiguration[];
  readonly graph: StageGraph;
  /** Files that the campaign, its study and the graph were made from. */
  readonly sources: readonly string[];
}

export interface OpenCampaignOptions {
  readonly file: string;
  readonly home: string;
  /** Arguments of `--set`, for every configuration. */
  readonly sets?: readonly string[];
  readonly memory?: CheckMemory | undefined;
  /** Finds the plug-ins that the study names; none may run unless given. */
  readonly plugins?: StudyPlugins | undefined;
  /** Reads the tables that configurations name; default: each once for this campaign. */
  readonly tables?: TableCheck | undefined;
}

/**
 * Reads a campaign, and checks and lowers every configuration; nothing is written.
 *
 * @throws StudyError with all problems: those of a configuration say which one it is
 */
export async function openCampaign({
  file,
  home,
  sets = [],
  memory,
  plugins = new StudyPlugins({ home, file }),
  tables = new TableCheck(),
}: OpenCampaignOptions): Promise<OpenedCampaign> {
  const catalogueRoot = catalogueRootOf(home);
  const read = await readCampaign(file, readSchema(home, 'campaign'), catalogueRoot, memory);
  const { campaign, axes } = read;
  const study = loadFile(read.study.file);
  if (study.kind === 'map' && study.entries.has('campaign')) {
    throw new StudyError([
      problemAt(read.study.range, 'E703', {
        message: `\`${campaign.study}\` is a campaign itself`,
        expected: 'a study',
      }),
    ]);
  }
  const common = [...read.settings, ...commonSettings(sets, read)];
  const base = applySettings(study, common);
  const settings = axisSettings(read);
  const shared = new SharedGraph();
  const problems = new CampaignProblems(read);
  const lowering = new StudyLowering(catalogueRoot, read.study.file);
  const options = {
    file: read.study.file,
    catalogueRoot,
    schema: (root: Located) => plugins.schemaFor(readSchema(home, 'study'), root),
    readings: new Readings(),
    adjust: (root: Located) => adjusted(root, read, problems),
  };
  const schemas = ['campaign', 'study'].map((name) => schemaFile(home, name));
  const sources = new Set([resolve(file), ...schemas]);
  const setArguments = new SetArguments();
  const opened: OpenedConfiguration[] = [];
  for (const configuration of read.configurations) {
    try {
      const own = configuration.values.flatMap((value, axis) => (value ? [settings[axis]!.get(value.identity)!] : []));
      const loaded = await loadTree(applySettings(base, own), options);
      for (const { path } of loaded.usedFiles) sources.add(path);
      const lowered = lowering.lower(loaded, plugins.interactionsOf(loaded));
      const ofTables = tables.problems(lowered.graph.stages, loaded);
      if (ofTables.length > 0) throw new StudyError(ofTables);
      const ids = shared.add(`${campaign.campaign}/${configuration.id}`, lowered.graph);
      opened.push({
        id: configuration.id,
        values: configuration.values.map(
          (value, axis) => value?.text ?? ownValue(loaded.document.root, axes[axis]!.path),
        ),
        sets: setArguments.of([...common, ...own]),
        files: lowered.files
          .filter(({ path }) => isWanted(path, campaign))
          .map((item) => ({ ...item, stage: ids.get(item.stage)! })),
      });
    } catch (error) {
      if (!(error instanceof StudyError)) throw error;
      problems.add(configuration, error.problems);
    }
  }
  problems.throwIfAny();
  return {
    name: campaign.campaign,
    file,
    ...(campaign.title === undefined ? {} : { title: campaign.title }),
    study: read.study.file,
    axes: axes.map(({ path }) => path),
    figures: campaign.figures ?? [],
    configurations: opened,
    graph: { name: campaign.campaign, stages: shared.stages },
    sources: [...sources, ...lowering.sources],
  };
}

/** Overrides of the command line; an axis cannot be overridden. */
function commonSettings(sets: readonly string[], { axes }: CampaignFile): Setting[] {
  return sets.map((argument) => {
    const setting = parseSetting(argument);
    const path = setting.path.map(({ key }) => key).join('.');
    const axis = axes.find((other) => other.path === path);
    if (axis === undefined) return setting;
    throw new StudyError([
      problemAt(setting.path[0]!.range, 'E702', {
        message: `\`${path}\` is an axis of the campaign, so it cannot be set`,
      }),
    ]);
  });
}

/** For each axis, the override that a value makes, by the identity of the value. */
function axisSettings({ axes, configurations }: CampaignFile): ReadonlyMap<string, Setting>[] {
  const settings = axes.map(() => new Map<string, Setting>());
  for (const { values } of configurations) {
    values.forEach((value, axis) => {
      const known = settings[axis]!;
      if (value && !known.has(value.identity)) {
        known.set(value.identity, settingOf(axes[axis]!.path, axes[axis]!.range, value.node));
      }
    });
  }
  return settings;
}

/** Texts of settings; thousands of configurations share each of them. */
class SetArguments {
  readonly #known = new Map<Setting, string>();

  of(settings: readonly Setting[]): string[] {
    return settings.map((setting) => {
      const known = this.#known.get(setting);
      if (known !== undefined) return known;
      const { path, value } = setting;
      const text = `${path.map(({ key }) => key).join('.')}=${flowText(plainValue(value))}`;
      this.#known.set(setting, text);
      return text;
    });
  }
}

function ownValue(root: Located, path: string): string {
  const node = nodeAt(root, path.split('.'));
  return node === undefined ? '' : flowText(plainValue(node));
}

/** The study with the analyses and outputs that the campaign asks for. */
function adjusted(root: Located, { analyses, campaign }: CampaignFile, problems: CampaignProblems): Located {
  if (root.kind !== 'map') return root;
  const entries = new Map(root.entries);
  const analysis = entries.get('analysis');
  const kept = new Set(analyses?.map(({ name }) => name));
  if (analyses !== undefined && analysis?.value.kind === 'map') {
    const existing = analysis.value.entries;
    for (const { name, range } of analyses) {
      if (!existing.has(name)) problems.unknownAnalysis(range, name, [...existing.keys()]);
    }
    const chosen = new Map([...existing].filter(([name]) => kept.has(name)));
    // With only unknown names there is nothing left; the study is then checked with all that it has.
    if (chosen.size > 0) entries.set('analysis', { ...analysis, value: { ...analysis.value, entries: chosen } });
  }
  const outputs = entries.get('outputs');
  if (outputs?.value.kind === 'sequence') {
    const items = outputs.value.items.filter((item) =>
      isAskedFor(item, campaign, analyses === undefined ? undefined : kept),
    );
    entries.set('outputs', { ...outputs, value: { ...outputs.value, items } });
  }
  return { ...root, entries };
}

function isAskedFor(item: Located, { outputs = [] }: Campaign, analyses: ReadonlySet<string> | undefined): boolean {
  const scalar = (key: string): unknown => {
    const node = item.kind === 'map' ? item.entries.get(key)?.value : undefined;
    return node?.kind === 'scalar' ? node.value : undefined;
  };
  const kind = item.kind === 'scalar' ? item.value : scalar('kind');
  const of = namesIn(item.kind === 'map' ? item.entries.get('of')?.value : undefined);
  if (analyses !== undefined && of.some((name) => !analyses.has(name))) return false;
  if (kind === 'report') return outputs.includes('reports');
  if (kind === 'table') return outputs.includes('tables');
  if (kind === 'export') return outputs.includes('exports');
  // A report shows the figures of its study.
  return outputs.includes('figures') || outputs.includes('reports');
}

/** The analyses that `of:` names: one, several or none. */
function namesIn(of: Located | undefined): readonly string[] {
  const items = of?.kind === 'sequence' ? of.items : of === undefined ? [] : [of];
  return items.flatMap((item) => (item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : []));
}

function isWanted(path: string, { outputs = [] }: Campaign): boolean {
  return !path.startsWith('figures/') || outputs.includes('figures');
}
