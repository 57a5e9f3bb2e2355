import { Command, InvalidArgumentError, Option } from 'commander';
import type { ExplainOptions } from './commands/explain.ts';
import type { ListOptions } from './commands/list.ts';
import type { ShowOptions } from './commands/show.ts';
import { debugOption } from './debug-option.ts';
import { addResultCommands } from './result-commands.ts';
import type { Surroundings } from './terminal.ts';

/** Options of every command that runs or looks at a study. */
export interface StudyOptions {
  readonly set: readonly string[];
  readonly out?: string;
  readonly store?: string;
  readonly jobs?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly graph?: 'mermaid' | 'svg';
  readonly allowPlugins?: boolean;
  readonly debug?: boolean;
}

/** Options of `cevns run`. */
export interface RunOptions extends StudyOptions {
  readonly keepGoing?: boolean;
  /** The default, named; excludes `keepGoing`. */
  readonly failFast?: boolean;
  readonly logJson?: boolean;
  readonly junit?: string;
  readonly allowCommands?: boolean;
}

/**
 * The command-line interface. Each command is a module of its own, imported when it is called.
 *
 * @param setStatus Receives the exit status of the command that ran.
 * @throws CommanderError when the call is invalid or help was asked for.
 */
export function createProgram(surroundings: Surroundings, setStatus: (status: number) => void): Command {
  const program = new Command('cevns')
    .description('CEvNS studies declared in YAML: checked, cached, reproducible.')
    .version(surroundings.version)
    .showSuggestionAfterError()
    .showHelpAfterError('(cevns --help lists the commands and their options)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.terminal.print(text.trimEnd()),
      writeErr: (text) => surroundings.terminal.error(text.trimEnd().replace(/^error: /, 'cevns: ')),
    });

  study(program.command('run'), 'run studies and campaigns as one graph: results, figures and a report of each')
    .addOption(jobsOption())
    .option('--out <dir>', 'results folder (default: results/<study>)')
    .option('--allow-commands', 'let the external programs run that the files declare')
    .option('--keep-going', 'go on with other configurations and files when one has failed')
    .addOption(
      new Option('--fail-fast', 'begin nothing new once a stage has failed, in any file (default)').conflicts(
        'keepGoing',
      ),
    )
    .addOption(storeOption())
    .option('--json', 'print the summary on standard output, and nothing else there')
    .option('--quiet', 'print errors only: neither progress nor results')
    .option('--log-json', 'print every event and error as a line of JSON on standard error, and nothing else there')
    .option('--junit <file>', 'write JUnit XML: a test case for every analysis, or every configuration of a campaign')
    .action(async (files: string[], options: RunOptions) => {
      const { run } = await import('./commands/run.ts');
      setStatus(await run(files, options, surroundings));
    });
  study(
    program.command('check'),
    'check studies, campaigns and entries of the catalogue without running anything',
  ).action(async (files: string[], options: StudyOptions) => {
    const { check } = await import('./commands/check.ts');
    setStatus(await check(files, options, surroundings));
  });
  study(program.command('plan'), 'show what would run, and why')
    .addOption(storeOption())
    .addOption(new Option('--graph <format>', 'print the graph of stages').choices(['mermaid', 'svg']))
    .action(async (files: string[], options: StudyOptions) => {
      const { plan } = await import('./commands/plan.ts');
      setStatus(await plan(files, options, surroundings));
    });
  withStudyOptions(
    program
      .command('explain')
      .description('the prediction under the other named conventions: what each choice changes, in percent')
      .argument('<study>', 'study file'),
  )
    .addOption(jobsOption())
    .option('--allow-commands', 'let the external programs run that the prediction needs')
    .addOption(storeOption())
    .option('--json', 'print the comparison as JSON on standard output')
    .action(async (file: string, options: ExplainOptions) => {
      const { explain } = await import('./commands/explain.ts');
      setStatus(await explain(file, options, surroundings));
    });
  withStudyOptions(
    program
      .command('watch')
      .description('run a study again whenever it is saved, and show its report in a page of this machine')
      .argument('<study>', 'study file'),
  )
    .addOption(jobsOption())
    .option('--out <dir>', 'results folder (default: results/<study>)')
    .option('--allow-commands', 'let the external programs run that the study declares')
    .addOption(storeOption())
    .action(async (file: string, options: RunOptions) => {
      const { watch } = await import('./commands/watch.ts');
      setStatus(await watch(file, options, surroundings));
    });
  addResultCommands(program, surroundings, setStatus);
  program
    .command('list')
    .description('list the catalogue that studies `use:`, and what they choose by name')
    .argument('[kind]', 'for example detectors or form-factors')
    .option('--status <status>', 'entries whose numbers are measured, of a design, or assumed')
    .option('--target <target>', 'detectors of an element or a material: Ge, CaWO4')
    .option(
      '--source <source>',
      'sources of a model such as reactor, or detectors that stand at one; also a site such as chooz',
    )
    .option('--text <words>', 'entries that have all these words')
    .option('--json', 'print the list as JSON')
    .addOption(debugOption())
    .action(async (kind: string | undefined, options: ListOptions) => {
      const { list } = await import('./commands/list.ts');
      setStatus(list(kind, options, surroundings));
    });
  program
    .command('show')
    .description('show one entry with the source of its numbers, or one choice with its parameters')
    .argument('<entry>', 'for example detectors/coherent-csi or form-factors/helm-rms')
    .option('--as-written', 'print the file of the entry, with its comments')
    .option('--json', 'print an entry with the sources as JSON')
    .addOption(debugOption())
    .action(async (entry: string, options: ShowOptions) => {
      const { show } = await import('./commands/show.ts');
      setStatus(await show(entry, options, surroundings));
    });
  return program;
}

function study(command: Command, description: string): Command {
  return withStudyOptions(command.description(description).argument('<file...>', 'studies and campaigns'));
}

function withStudyOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--set <path=value>', 'override a value of the study, e.g. --set region.PE="[8 PE, 60 PE]"')
        .argParser((value: string, previous: readonly string[]) => [...previous, value])
        .default([], 'none'),
    )
    .option('--allow-plugins', 'let the plug-ins run that the files name')
    .addOption(debugOption());
}

function storeOption(): Option {
  const nearest = 'the nearest .cevns from the study up, or one beside it';
  return new Option('--store <dir>', `store of computed stages (default: $CEVNS_STORE, else ${nearest})`);
}

function jobsOption(): Option {
  return new Option('--jobs <n>', 'worker threads (default: all cores)').argParser(positiveInteger);
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1024) {
    throw new InvalidArgumentError('Expected a whole number from 1 to 1024.');
  }
  return value;
}
