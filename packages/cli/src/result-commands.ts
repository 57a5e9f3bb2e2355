import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DiffOptions } from './commands/diff.ts';
import type { ReportOptions } from './commands/report.ts';
import type { ResultsOptions } from './commands/results.ts';
import type { GarbageOptions, StoreOptions, VerifyStoreOptions } from './commands/store.ts';
import type { VerifyOptions } from './commands/verify.ts';
import { debugOption } from './debug-option.ts';
import type { Surroundings } from './terminal.ts';

/** The commands that look at what runs left: results and the store. */
export function addResultCommands(
  program: Command,
  surroundings: Surroundings,
  setStatus: (status: number) => void,
): void {
  program
    .command('results')
    .description('list past runs, or print the numbers of one')
    .argument('[result]', RESULT)
    .addOption(storeOption())
    .option('--json', 'print the summary of the result, and nothing else')
    .addOption(debugOption())
    .action(async (name: string | undefined, options: ResultsOptions) => {
      const { results } = await import('./commands/results.ts');
      setStatus(results(name, options, surroundings));
    });
  program
    .command('diff')
    .description('show what differs between two results: inputs, parameters, code, and by how much the numbers')
    .argument('<before>', RESULT)
    .argument('<after>', 'the other one')
    .addOption(storeOption())
    .option('--all', 'show every number that moved')
    .option('--figure <file>', 'draw the main numbers of both into a file ending in .svg, .pdf or .png')
    .option('--json', 'print the comparison as JSON, and nothing else')
    .addOption(debugOption())
    .action(async (before: string, after: string, options: DiffOptions) => {
      const { diff } = await import('./commands/diff.ts');
      setStatus(await diff(before, after, options, surroundings));
    });
  program
    .command('verify')
    .description('compute a result again from its provenance record, and compare')
    .argument('<result>', RESULT)
    .addOption(storeOption())
    .addOption(new Option('--jobs <n>', 'worker threads (default: all cores)').argParser(wholeNumber(1, 1024)))
    .option('--allow-plugins', 'let the plug-ins run that the result was computed with')
    .addOption(debugOption())
    .action(async (name: string, options: VerifyOptions) => {
      const { verify } = await import('./commands/verify.ts');
      setStatus(await verify(name, options, surroundings));
    });
  program
    .command('report')
    .description('make the report of a result again, without computing anything')
    .argument('<result>', RESULT)
    .addOption(storeOption())
    .option('--out <file>', 'file to write (default: report.html in the results folder)')
    .option('--timings', 'say how long the stages took; default file: report-with-timings.html')
    .addOption(debugOption())
    .action(async (name: string, options: ReportOptions) => {
      const { report } = await import('./commands/report.ts');
      setStatus(report(name, options, surroundings));
    });
  addStoreCommands(program.command('store'), surroundings, setStatus);
}

function addStoreCommands(store: Command, surroundings: Surroundings, setStatus: (status: number) => void): void {
  store.description('look after the store of computed stages');
  store
    .command('size')
    .description('show what the store holds, and how much')
    .addOption(storeOption())
    .addOption(debugOption())
    .action(async (options: StoreOptions) => {
      const { storeSize } = await import('./commands/store.ts');
      setStatus(storeSize(options, surroundings));
    });
  store
    .command('list')
    .description('list the records of computed stages, the newest first')
    .addOption(storeOption())
    .addOption(debugOption())
    .action(async (options: StoreOptions) => {
      const { storeList } = await import('./commands/store.ts');
      setStatus(storeList(options, surroundings));
    });
  store
    .command('gc')
    .description('remove what neither the last runs nor a running one need')
    .addOption(
      new Option('--keep-last <n>', 'keep what the last n runs need').argParser(wholeNumber(0, 1_000_000)).default(10),
    )
    .addOption(new Option('--older-than <age>', 'also keep what younger runs need, e.g. 12h, 30d, 8w').argParser(ageMs))
    .option('--dry-run', 'only say what would be removed')
    .addOption(storeOption())
    .addOption(debugOption())
    .action(async (options: GarbageOptions) => {
      const { storeGc } = await import('./commands/store.ts');
      setStatus(await storeGc(options, surroundings));
    });
  store
    .command('verify')
    .description('read everything in the store and check it')
    .option('--repair', 'remove what is damaged, so that it is computed again')
    .addOption(storeOption())
    .addOption(debugOption())
    .action(async (options: VerifyStoreOptions) => {
      const { storeVerify } = await import('./commands/store.ts');
      setStatus(storeVerify(options, surroundings));
    });
}

const RESULT = 'a results folder, the name of a study, or the id of a run';

/** Of commands that get no study file. */
function storeOption(): Option {
  return new Option('--store <dir>', 'store of computed stages (default: $CEVNS_STORE, or the .cevns in sight)');
}

function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < from || value > to) {
      throw new InvalidArgumentError(`Expected a whole number from ${from} to ${to}.`);
    }
    return value;
  };
}

const HOURS: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };

/** '30d' in milliseconds. */
function ageMs(text: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([hdw])$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('Expected an age such as 12h, 30d or 8w.');
  return Number(count) * HOURS[unit!]! * 3600 * 1000;
}
