import { readFileSync } from 'node:fs';
import { StudyError } from '@cevns/language/problem';
import { allPlugins } from '@cevns/runner/code/plugin-permission';
import { trustedPlugins, trustFile } from '@cevns/runner/command-trust';
import { type OpenedCampaign, openCampaign } from '@cevns/studies/campaign/open-campaign';
import { RememberedCampaign } from '@cevns/studies/campaign/remembered-campaign';
import { type OpenedStudy, openStudy } from '@cevns/studies/open-study';
import { StudyPlugins } from '@cevns/studies/plugins/study-plugins';
import { RememberedChecks } from '@cevns/studies/remembered-checks';
import { storeFolder } from '@cevns/studies/run-study';
import { RememberedTables } from '@cevns/studies/tables/remembered-tables';
import { TableCheck } from '@cevns/studies/tables/table-check';
import { collectEarly } from '../early-collection.ts';
import type { StudyOptions } from '../program.ts';
import type { Surroundings } from '../terminal.ts';

/** What is known to be right, in the files of a store. */
class Remembered {
  readonly schema: RememberedChecks;
  readonly tables: RememberedTables;

  constructor(store: string, codeVersion: string) {
    this.schema = new RememberedChecks(store, codeVersion);
    this.tables = new RememberedTables(store, codeVersion);
  }

  /** Writes what is new; the folder has to exist. */
  save(): void {
    this.schema.save();
    this.tables.save();
  }
}

/** A study with the file it is in. */
export interface NamedStudy {
  readonly file: string;
  readonly study: OpenedStudy;
  /** Folder of its store. */
  readonly store: string;
  /** To be saved once the store is written to. */
  readonly checks: Remembered;
  /** What it runs from outside cevns. */
  readonly plugins: StudyPlugins;
}

/** A campaign with the file it is in. */
export interface NamedCampaign extends Omit<NamedStudy, 'study'> {
  readonly campaign: OpenedCampaign;
  /** Remembers the campaign. */
  readonly memory: RememberedCampaign;
  /** Whether the memory does not have it yet; to be remembered once the store is written to. */
  readonly isNew: boolean;
}

/**
 * Opens all study and campaign files of a call, in their order.
 *
 * @throws StudyError with the problems of all of them
 */
export async function openFiles(
  files: readonly string[],
  { set, store: given, allowPlugins = false }: Pick<StudyOptions, 'set' | 'store' | 'allowPlugins'>,
  { home, codeVersion }: Surroundings,
): Promise<(NamedStudy | NamedCampaign)[]> {
  const opened: (NamedStudy | NamedCampaign)[] = [];
  const problems: StudyError['problems'][number][] = [];
  let cause: unknown;
  // One for each store, since saving it replaces what the store has.
  const checksOf = new Map<string, Remembered>();
  for (const file of files) {
    try {
      const store = storeFolder(file, given, process.env);
      const checks = checksOf.get(store) ?? new Remembered(store, codeVersion);
      checksOf.set(store, checks);
      const permission = allowPlugins ? allPlugins : trustedPlugins(trustFile(process.env), file);
      const plugins = new StudyPlugins({ home, file, permission });
      const tables = new TableCheck(checks.tables);
      const options = { file, home, sets: set, memory: checks.schema, plugins, tables };
      if (isCampaign(file)) {
        collectEarly();
        const memory = new RememberedCampaign(store, codeVersion, options);
        const remembered = memory.recall();
        // What a problem with a table says needs the study.
        const known = remembered && tables.knows(remembered.graph.stages) ? remembered : undefined;
        const campaign = known ?? (await openCampaign(options));
        opened.push({ file, store, checks, plugins, memory, campaign, isNew: known === undefined });
      } else opened.push({ file, store, checks, plugins, study: await openStudy(options) });
    } catch (error) {
      if (!(error instanceof StudyError)) throw error;
      problems.push(...error.problems);
      cause ??= error.cause;
    }
  }
  if (problems.length > 0) throw new StudyError(problems, { cause });
  return opened;
}

/** What a file holds. */
export function subjectOf(item: NamedStudy | NamedCampaign): OpenedStudy | OpenedCampaign {
  return 'study' in item ? item.study : item.campaign;
}

/** Whether a file is a campaign: it has the key `campaign:` at its top. A file that cannot be read is left to the reader of studies. */
function isCampaign(file: string): boolean {
  try {
    return /^(?:campaign|"campaign"|'campaign')\s*:/m.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}
