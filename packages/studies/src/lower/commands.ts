import { basename } from 'node:path';
import type { Document, Path } from '@cevns/language/located';
import { findOnPath } from '@cevns/runner/command-path';
import { commandStage } from '@cevns/runner/command-stage';
import type { StageInput, StageSpec } from '@cevns/runner/stage';
import { quenchingParts } from './element-quenching.ts';
import { formFactorsOf } from './interaction.ts';
import type { CommandSection, DataFile, InternalStudy, VariedPart } from './internal-study.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { observablesOf, shapeIn } from './names.ts';
import { sourceTables } from './source-tables.ts';
import { stageId } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';

const HOUR_US = 3.6e9;

/** Declared outputs of a command together: tables, not archives. */
const OUTPUT_LIMIT_BYTES = 256e6;

type Labels = Pick<LoweredStudy, 'study' | 'labelOf'>;

/** What a stage gets for a data file: the file, or the output of the command that makes it. */
export function dataInput({ study, labelOf }: Labels, file: DataFile): StageInput {
  if (typeof file === 'string') return { file, label: labelOf(file) };
  return { stage: stageId(study, stageName(file.command)), output: file.output };
}

/** Where commands are declared, and how programs are found. */
export interface CommandContext extends Labels {
  readonly document: Document;
  /** The file behind a bare program name; default: the first on PATH. */
  readonly findProgram?: ((name: string) => string | undefined) | undefined;
}

/**
 * A stage for every command that something in the study takes an output of, directly or through other commands. What is declared and not
 * used is checked, and does not run.
 */
export function commandStages(context: CommandContext, problems: StudyProblems): StageSpec[] {
  const { study } = context;
  const commands = study.commands ?? {};
  const names = Object.keys(commands);
  const known = (path: Path, file: DataFile): boolean => isKnown(path, file, commands, problems);
  const used = new Set(dataFilesOf(study).flatMap(([path, file]) => (known(path, file) ? commandOf(file) : [])));
  for (const name of names) {
    checkNames(name, commands[name]!, problems);
    for (const [file, from] of Object.entries(commands[name]!.inputs ?? {})) known(inputPath(name, file), from);
  }
  if (reportCircle(commands, problems)) return [];
  for (const name of used) {
    for (const from of Object.values(commands[name]!.inputs ?? {})) {
      for (const other of commandOf(from)) if (Object.hasOwn(commands, other)) used.add(other);
    }
  }
  return names.filter((name) => used.has(name)).flatMap((name) => stageOfCommand(name, context, problems) ?? []);
}

/** Every place of a study in which a data file stands, but for those within commands. */
function dataFilesOf({ inputs, detector, analysis }: InternalStudy): (readonly [Path, DataFile])[] {
  const found: (readonly [Path, DataFile])[] = [];
  if (typeof inputs.data === 'object') {
    const { table, covariance } = inputs.data.events;
    found.push([['inputs', 'data', 'events', 'table'], table]);
    if (covariance !== undefined) found.push([['inputs', 'data', 'events', 'covariance'], covariance]);
  }
  for (const { path, file } of sourceTables(inputs.source)) found.push([['inputs', 'source', ...path], file]);
  const { proton, neutron, same } = formFactorsOf(inputs.interaction['form-factor']);
  for (const [nucleon, part] of Object.entries(same ? { proton } : { proton, neutron })) {
    if (typeof part !== 'object' || !('table' in part)) continue;
    const path = ['inputs', 'interaction', 'form-factor', ...(same ? [] : [nucleon]), 'table'];
    found.push([path, part.table as DataFile]);
  }
  for (const [name, background] of Object.entries(detector.backgrounds ?? {})) {
    for (const observable of observablesOf(detector)) {
      const shape = shapeIn(background, observable);
      if (typeof shape !== 'object' || !('table' in shape)) continue;
      found.push([['detector', 'backgrounds', name, observable, 'table'], shape.table as DataFile]);
    }
    if (background.template === undefined) continue;
    found.push([['detector', 'backgrounds', name, 'template', 'table'], background.template.table]);
  }
  if (detector.signal !== undefined) {
    found.push([['detector', 'signal', 'template', 'table'], detector.signal.template.table]);
  }
  for (const { part, path } of quenchingParts(detector)) found.push(...partTables(part, path));
  found.push(...partTables(detector.efficiency, ['detector', 'efficiency']));
  for (const [name, { reactions = [] }] of Object.entries(analysis)) {
    (reactions as readonly (string | { readonly table: DataFile })[]).forEach((reaction, i) => {
      if (typeof reaction === 'string') return;
      found.push([['analysis', name, 'reactions', String(i), 'table'], reaction.table]);
    });
  }
  return found;
}

/** Tables of a part of the detector and of its variations. */
function partTables(part: VariedPart, path: readonly string[]): (readonly [Path, DataFile])[] {
  const varied = Object.entries(part.variations ?? {}).flatMap(([name, sides]) =>
    (['up', 'down'] as const).map((side) => [[...path, 'variations', name, side], sides[side]] as const),
  );
  return [[path, part] as const, ...varied].flatMap(([at, settings]) => {
    const { table } = settings as { readonly table?: DataFile };
    return table === undefined ? [] : [[[...at, 'table'], table] as const];
  });
}

function commandOf(file: DataFile): string[] {
  return typeof file === 'string' ? [] : [file.command];
}

function isKnown(
  path: Path,
  file: DataFile,
  commands: Readonly<Record<string, CommandSection>>,
  problems: StudyProblems,
): boolean {
  if (typeof file === 'string') return true;
  const { command, output } = file;
  if (!problems.expectName([...path.map(String), 'command'], 'E607', 'command', command, Object.keys(commands)))
    return false;
  const what = `output of the command \`${command}\` called`;
  return problems.expectName([...path.map(String), 'output'], 'E607', what, output, commands[command]!.outputs);
}

/** Program, inputs and outputs lie in one folder. */
function checkNames(name: string, { program, inputs = {}, outputs }: CommandSection, problems: StudyProblems): void {
  const path = ['commands', name];
  const own = program.includes('/') ? basename(program) : undefined;
  for (const input of Object.keys(inputs)) {
    if (input !== own) continue;
    problems.atKey([...path, 'inputs', input], 'E606', { message: `the program is called \`${input}\` as well` });
  }
  outputs.forEach((output, i) => {
    if (output !== own && !Object.hasOwn(inputs, output)) return;
    const what = output === own ? 'the program' : 'an input';
    problems.at([...path, 'outputs', String(i)], 'E606', { message: `${what} is called \`${output}\` as well` });
  });
}

/** Reports commands that wait for each other. */
function reportCircle(commands: Readonly<Record<string, CommandSection>>, problems: StudyProblems): boolean {
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): boolean => {
    if (done.has(name)) return false;
    for (const [file, from] of Object.entries(commands[name]?.inputs ?? {})) {
      for (const other of commandOf(from)) {
        const begin = [...way, name].indexOf(other);
        if (begin >= 0) {
          const circle = [...way, name].slice(begin).concat(other).reverse().join(' -> ');
          problems.at(inputPath(name, file), 'E606', { message: `commands wait for each other: ${circle}` });
          return true;
        }
        if (visit(other, [...way, name])) return true;
      }
    }
    done.add(name);
    return false;
  };
  return Object.keys(commands).some((name) => visit(name, []));
}

function stageOfCommand(name: string, context: CommandContext, problems: StudyProblems): StageSpec | undefined {
  const { study, document, labelOf } = context;
  const section = study.commands![name]!;
  const path = ['commands', name];
  const find = (key: 'program' | 'interpreter', program: string) => {
    const file = (context.findProgram ?? onPath)(program);
    if (file !== undefined) return { file, label: program };
    const suggestion = key === 'program' ? `a file beside the study is written \`./${program}\`` : undefined;
    problems.at([...path, key], 'E608', { message: `there is no program \`${program}\` on PATH`, suggestion });
    return undefined;
  };
  const { program, interpreter, inputs = {} } = section;
  const copied = program.includes('/');
  const programFile = copied ? { file: program, label: labelOf(program) } : find('program', program);
  const interpreterFile = interpreter === undefined ? undefined : find('interpreter', interpreter);
  if (programFile === undefined || (interpreter !== undefined && interpreterFile === undefined)) return undefined;
  const place = document.keyAt(path);
  return commandStage(stageId(study, stageName(name)), {
    name,
    declaredAt: `${place.file}:${place.line}:${place.column}`,
    program: { name: copied ? basename(program) : program, copied },
    programFile,
    ...(interpreter === undefined || interpreterFile === undefined ? {} : { interpreter, interpreterFile }),
    arguments: section.arguments ?? [],
    environment: section.environment ?? {},
    files: Object.fromEntries(Object.entries(inputs).map(([file, from]) => [file, dataInput(context, from)])),
    outputs: section.outputs,
    timeLimitMs: (section['time-limit'] ?? HOUR_US) / 1000,
    retries: section.retries ?? 0,
    outputLimitBytes: OUTPUT_LIMIT_BYTES,
  });
}

function inputPath(command: string, file: string): string[] {
  return ['commands', command, 'inputs', file];
}

function stageName(command: string): string {
  return `command/${command}`;
}

function onPath(name: string): string | undefined {
  return findOnPath(name, process.env.PATH);
}
