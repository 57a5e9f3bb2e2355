import type { CommandParameters } from './command-call.ts';
import { sha256 } from './digest.ts';
import { canonicalJson } from './json.ts';
import type { StageInput, StageSpec } from './stage.ts';

/** What a command stage is besides its key: how to run it, and where it was declared. None of this changes what comes out. */
export interface CommandSpec {
  /** Its name in the study, e.g. 'neutron-model'. */
  readonly name: string;
  /** Where it is declared, for people: 'study.yaml:12:3'. */
  readonly declaredAt: string;
  /** How many times it is begun again after a failure. */
  readonly retries: number;
  /** The declared outputs together may not be larger. */
  readonly outputLimitBytes: number;
}

/** An external program with everything that is declared about it. */
export interface CommandDeclaration extends CommandParameters, CommandSpec {
  /** After this time the program and all its children are ended. */
  readonly timeLimitMs: number;
  readonly programFile: Extract<StageInput, { file: string }>;
  readonly interpreterFile?: Extract<StageInput, { file: string }>;
  /** Files that are put into the scratch folder, by their names there. */
  readonly files: Readonly<Record<string, StageInput>>;
  /** Names of the files that it has to write into the scratch folder. */
  readonly outputs: readonly string[];
}

/** What says how programs are called. */
const CALL = '@cevns/runner/command-call';

const FILE = 'file/';

/** The stage of an external program; the bytes of the program, its interpreter and its files are inputs like any other. */
export function commandStage(id: string, declaration: CommandDeclaration): StageSpec {
  const { program, interpreter, arguments: args, environment, programFile, interpreterFile } = declaration;
  const { name, declaredAt, timeLimitMs, retries, outputLimitBytes, files, outputs } = declaration;
  const parameters: CommandParameters = {
    program,
    ...(interpreter === undefined ? {} : { interpreter }),
    arguments: args,
    environment,
  };
  const inputs: Record<string, StageInput> = { program: programFile };
  if (interpreterFile) inputs.interpreter = interpreterFile;
  for (const [file, from] of Object.entries(files)) inputs[`${FILE}${file}`] = from;
  return {
    id,
    kind: 'command',
    modules: { entry: CALL },
    parameters: parameters as unknown as StageSpec['parameters'],
    inputs,
    outputs,
    timeLimitMs,
    command: { name, declaredAt, retries, outputLimitBytes },
  };
}

/** The parameters of a stage that `commandStage` made. */
export function commandParameters({ parameters }: StageSpec): CommandParameters {
  return parameters as unknown as CommandParameters;
}

/** Name in the scratch folder of an input of a command stage; undefined for the program and the interpreter. */
export function scratchName(input: string): string | undefined {
  return input.startsWith(FILE) ? input.slice(FILE.length) : undefined;
}

/** What to call an input of a command stage: 'program', 'interpreter', 'input table'. */
export function describeCommandInput(input: string): string {
  const name = scratchName(input);
  return name === undefined ? input : `input ${name}`;
}

/**
 * The command line as one would type it, the declared environment first. For people only: it is never given to a shell. Whatever
 * could be mistaken, control characters above all, is quoted and escaped.
 */
export function commandLine(stage: StageSpec): string {
  const { program, interpreter, arguments: args, environment } = commandParameters(stage);
  const programName = program.copied ? `./${program.name}` : program.name;
  const set = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}`);
  return [...set, ...[...(interpreter === undefined ? [] : [interpreter]), programName, ...args].map(quoted)].join(' ');
}

function quoted(word: string): string {
  if (/^[A-Za-z0-9._/=:,+@%-]+$/.test(word)) return word;
  return JSON.stringify(word).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * What a person allows when they allow a command by digest: its declaration, and the bytes of the program, the interpreter and the
 * files it is given. An input that another command makes counts as such; that command has to be allowed for itself.
 *
 * @param digestOf digest of the content of an input file, by the name of the input
 */
export function commandDigest(stage: StageSpec, digestOf: (input: string) => string): string {
  const inputs = Object.entries(stage.inputs).map(([name, input]): [string, string] => [
    name,
    'stage' in input ? `output ${input.output}` : digestOf(name),
  ]);
  return sha256(
    canonicalJson({
      format: 'cevns-command-1',
      parameters: stage.parameters,
      inputs: Object.fromEntries(inputs),
      outputs: stage.outputs,
    }),
  );
}
