import type { StageSpec } from '@cevns/runner/stage';
import { leavingsOutput } from '../analyses/lowering.ts';
import { exportFormats } from '../exports/formats.ts';
import type { HepDataParameters, TableOfInput } from '../exports/hepdata.ts';
import type { ExportedFiles, ReadmeParameters } from '../exports/readme.ts';
import { outputs } from '../outputs/registry.ts';
import { analysisStage, leavingsOf } from './analysis-stages.ts';
import { type AnalysisSection, hasMeasuredValues, type InternalStudy, type OutputSection } from './internal-study.ts';
import { parameterAxis } from './labels.ts';
import { interpolationModules } from './model-stages.ts';
import type { StageFile } from './output-stages.ts';
import { stageOf } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';
import type { WholeStudy } from './whole-study.ts';

type Path = readonly string[];

/** Names that end as the format has it; a submission is a folder. */
const ENDINGS = { pyhf: /\.json$/, hs3: /\.json$/, npz: /\.npz$/, hepdata: /^[^.]+$/ } as const;

/** HEPData has no room for longer names. */
const LONGEST_NAME = 64;

/** The stage of an export and its files; undefined when something in the section is wrong. */
export function exportStage(
  section: OutputSection,
  path: Path,
  lowered: WholeStudy,
  problems: StudyProblems,
): { readonly stage: StageSpec; readonly files: readonly StageFile[] } | undefined {
  const format = section.format as keyof typeof exportFormats;
  const file = section.file as string;
  if (!ENDINGS[format].test(file)) {
    problems.at([...path, 'file'], 'E606', {
      message: `${format} does not write \`${file}\``,
      expected:
        format === 'hepdata'
          ? 'the name of a folder, without a point'
          : `a name ending in .${format === 'npz' ? 'npz' : 'json'}`,
      found: file,
    });
    return undefined;
  }
  if (format === 'hepdata') return submission(section, path, lowered, problems);
  if (Array.isArray(section.of)) {
    problems.at([...path, 'of'], 'E606', {
      message: `a file of the format ${format} has room for one`,
      expected: 'one analysis',
    });
    return undefined;
  }
  return format === 'npz' ? arrays(section, path, lowered, problems) : likelihood(section, path, lowered, problems);
}

/** Module of the text that stands with the exports. */
const README = '@cevns/studies/exports/readme';

/** The stage and the file that say what the exports of a study are. */
export function exportsReadme(
  whole: InternalStudy,
  exports: readonly ExportedFiles[],
): { readonly stage: StageSpec; readonly file: StageFile } {
  const { study, title, references } = whole;
  const parameters: ReadmeParameters = {
    study,
    ...(title === undefined ? {} : { title }),
    ...(references === undefined ? {} : { references }),
    exports,
  };
  const stage = stageOf(whole, 'export', {
    name: 'exports/README.md',
    modules: { entry: outputs.export, format: README },
    parameters,
    outputs: ['readme'],
  });
  return { stage, file: { path: 'exports/README.md', stage: stage.id, output: 'readme' } };
}

/** What the text says of one export. */
export function aboutExport({ format, file, of = [] }: OutputSection, files: readonly StageFile[]): ExportedFiles {
  return {
    format: format as ExportedFiles['format'],
    file: file as string,
    of: [of].flat() as string[],
    files: files.map(({ path }) => path.replace(/^exports\//, '')),
  };
}

/** The likelihood model in the format of another program. */
function likelihood(section: OutputSection, path: Path, lowered: WholeStudy, problems: StudyProblems) {
  const { study, parameters, held } = lowered;
  const poi = parameters.strength ?? (lowered.experiments.length === 0 ? parameters.ofInterest[0] : undefined);
  const { file, of } = section as unknown as { readonly file: string; readonly of?: string };
  if (of !== undefined) {
    const kind = namedAnalysis(of, [...path, 'of'], lowered, problems)?.kind;
    if (kind === undefined) return undefined;
    if (kind !== 'fit') {
      problems.at([...path, 'of'], 'E606', {
        message: `\`${of}\` is a ${kind}: the likelihood model is exported at a fit, or at its initial values`,
        expected: 'a fit, or no `of:`',
      });
      return undefined;
    }
  }
  const measured = lowered.experiments.find((each) => hasMeasuredValues(each.lowered.study));
  if (measured !== undefined) {
    const whose = measured.name === undefined ? 'the data' : `the data of ${measured.name}`;
    problems.at([...path, 'format'], 'E606', {
      message: `${section.format} has counts in bins only, and ${whose} are measured values with errors`,
      expected: '`npz`, or `hepdata` of an analysis',
    });
    return undefined;
  }
  const stage = stageOf(study, 'export', {
    name: `exports/${file}`,
    modules: {
      entry: outputs.export,
      format: exportFormats[section.format as keyof typeof exportFormats],
      ...interpolationModules(lowered.interpolations),
    },
    parameters: {
      name: study.study,
      ...(poi === undefined ? {} : { poi }),
      ...(Object.keys(held).length === 0 ? {} : { held }),
    },
    inputs: {
      model: ['model', 'model'],
      ...(of === undefined ? {} : { result: [analysisStage(of), 'result'] as const }),
    },
    outputs: ['file', 'loss'],
  });
  const files = [
    { path: `exports/${file}`, stage: stage.id, output: 'file' },
    { path: `exports/${file}.loss.txt`, stage: stage.id, output: 'loss' },
  ];
  return { stage, files };
}

/** What one analysis leaves, or the likelihood model, as arrays. */
function arrays(section: OutputSection, path: Path, lowered: WholeStudy, problems: StudyProblems) {
  const { file, of } = section as unknown as { readonly file: string; readonly of?: string };
  const leaves = of === undefined ? undefined : shownAnalysis(of, [...path, 'of'], lowered, problems);
  if (of !== undefined && leaves === undefined) return undefined;
  const stage = stageOf(lowered.study, 'export', {
    name: `exports/${file}`,
    modules: {
      entry: outputs.export,
      format: exportFormats.npz,
      ...(leaves === undefined ? interpolationModules(lowered.interpolations) : {}),
    },
    parameters: of === undefined ? {} : { of },
    inputs:
      leaves === undefined
        ? { model: ['model', 'model'] }
        : { [leaves.kind]: [analysisStage(of!), leavingsOutput(leaves)] },
    outputs: ['file'],
  });
  return { stage, files: [{ path: `exports/${file}`, stage: stage.id, output: 'file' }] };
}

function namedAnalysis(
  name: string,
  path: Path,
  { study }: WholeStudy,
  problems: StudyProblems,
): AnalysisSection | undefined {
  if (!problems.expectName(path, 'E603', 'analysis', name, Object.keys(study.analysis))) return undefined;
  return study.analysis[name]!;
}

/** What an analysis leaves that can be exported. */
function shownAnalysis(name: string, path: Path, lowered: WholeStudy, problems: StudyProblems) {
  const analysis = namedAnalysis(name, path, lowered, problems);
  if (analysis === undefined) return undefined;
  const leaves = leavingsOf(analysis);
  if (leaves === undefined) {
    problems.at(path, 'E606', {
      message: `\`${name}\` is a ${analysis.kind}: a number without bins or points to export`,
      expected: 'an analysis that leaves bins or points, such as a fit or a profile',
    });
  }
  return leaves;
}

/** A submission to HEPData: a file for each table. */
function submission(section: OutputSection, path: Path, lowered: WholeStudy, problems: StudyProblems) {
  const { study } = lowered;
  const folder = section.file as string;
  if (section.of === undefined) {
    problems.at(path, 'E303', { message: 'a submission to HEPData needs analyses', expected: '`of:`, one or several' });
    return undefined;
  }
  const names = [section.of].flat() as string[];
  const tables = names.map((name, i) =>
    tablesOf(name, Array.isArray(section.of) ? [...path, 'of', String(i)] : [...path, 'of'], lowered, problems),
  );
  const found = tables.flatMap((own) => own ?? []);
  if (tables.includes(undefined)) return undefined;
  const numbered = found.map(({ table }, i): TableOfInput => ({ ...table, output: `table${i}` }));
  const settings: HepDataParameters = {
    comment: study.title ?? study.study,
    tables: numbered,
    parameters: labelsOf(
      lowered.parameters.parameters.map(({ name }) => name),
      (name) => ({ label: parameterAxis(name, lowered).label, unit: lowered.parameters.units[name] ?? '' }),
    ),
    channels: Object.fromEntries(
      lowered.channels.map(({ name, observables, components }) => [
        name ?? '',
        {
          observables: Object.fromEntries(observables.map(({ name: own, label, unit }) => [own, { label, unit }])),
          components: Object.fromEntries(components.map(({ name: own, label }) => [own, label])),
        },
      ]),
    ),
  };
  const stage = stageOf(study, 'export', {
    name: `exports/${folder}`,
    modules: { entry: outputs.export, format: exportFormats.hepdata },
    parameters: settings,
    inputs: Object.fromEntries(found.map(({ table, from }) => [table.input, from])),
    outputs: ['submission', ...numbered.map(({ output }) => output)],
  });
  const files = [
    { path: `exports/${folder}/submission.yaml`, stage: stage.id, output: 'submission' },
    ...numbered.map(({ file, output }) => ({ path: `exports/${folder}/${file}`, stage: stage.id, output })),
  ];
  return { stage, files };
}

function labelsOf<T>(names: readonly string[], label: (name: string) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, label(name)]));
}

interface PlannedTable {
  readonly table: Omit<TableOfInput, 'output'>;
  readonly from: readonly [stage: string, output: string];
}

/** The tables of one analysis; undefined when there are none. */
function tablesOf(name: string, path: Path, lowered: WholeStudy, problems: StudyProblems): PlannedTable[] | undefined {
  const analysis = namedAnalysis(name, path, lowered, problems);
  if (analysis === undefined) return undefined;
  const leaves = leavingsOf(analysis);
  const table = (
    input: string,
    shows: TableOfInput['shows'],
    ending: readonly string[],
    description: string,
    more: Pick<TableOfInput, 'channel' | 'axis'> = {},
  ): PlannedTable => ({
    table: {
      name: [name, ...ending].join(' ').slice(0, LONGEST_NAME),
      file: `${[name, ...ending].join('-').replace(/[^A-Za-z0-9._-]+/g, '-')}.yaml`,
      description,
      input: `${name}:${input}`,
      shows,
      ...more,
    },
    from: [analysisStage(name), input === leaves?.kind ? leavingsOutput(leaves) : input],
  });
  const label = (parameter: string) => parameterAxis(parameter, lowered).label;
  if (leaves?.kind === 'curve') {
    const of = label(leaves.parameter);
    return [
      table('curve', 'curve', [], `Profile likelihood of ${of}.`),
      table('curve', 'intervals', ['intervals'], `Intervals of the profile likelihood of ${of}.`),
    ];
  }
  if (leaves?.kind === 'plane') {
    const of = leaves.parameters.map(label).join(' and ');
    return [
      table('plane', 'plane', [], `Likelihood against ${of}, profiled over all other parameters.`),
      table('plane', 'contours', ['contours'], `Contours of ${of}: the vertices of each line in their order.`),
    ];
  }
  if (leaves?.kind === 'limits') {
    const [against, limited] = leaves.parameters.map(label);
    return [table('limits', 'limits', [], `Upper limit of ${limited} against ${against}.`)];
  }
  if (leaves?.kind === 'bins') {
    const spectra = lowered.channels.flatMap(({ name: channel, observables: axes }) => {
      const ending = channel === undefined ? [] : [channel];
      const more = channel === undefined ? {} : { channel };
      const what = `Data and ${leaves.what}${channel === undefined ? '' : ` of ${channel}`}`;
      return [
        table('bins', 'bins', [...ending, 'bins'], `${what} in all bins.`, more),
        ...(axes.length === 1
          ? []
          : axes.map(({ name: axis, label: title }) =>
              table('bins', 'bins', [...ending, axis], `${what} against ${title}.`, { ...more, axis }),
            )),
      ];
    });
    if (analysis.kind !== 'fit') return spectra;
    return [...spectra, table('result', 'parameters', ['parameters'], 'Parameters of the fit.')];
  }
  if (analysis.kind === 'limit')
    return [table('result', 'limit', [], `Upper limit of ${label(analysis.parameter as string)}.`)];
  problems.at(path, 'E606', {
    message: `\`${name}\` is a ${analysis.kind}, which has no table of HEPData`,
    expected: 'an analysis that leaves bins or points, or a limit',
  });
  return undefined;
}
