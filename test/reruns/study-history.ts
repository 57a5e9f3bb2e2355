import fs from 'node:fs';
import { join } from 'node:path';
import { parseJournal } from '@cevns/runner/journal';
import { WorkspaceCopy } from '../workspace-copy.ts';

/** The main study. */
export const study = 'pipelines/coherent-csi-2021.yaml';

/** Its stages, in groups that follow from one another. */
export const analyses = ['prediction', 'strength', 'cross-section', 'discovery', 'strength-profile'].map(
  (name) => `analysis/${name}`,
);
export const projections = ['pe', 'time'].flatMap((axis) => [
  `figures/${axis}-projection.svg`,
  `figures/${axis}-projection.png`,
  `figures/${axis}-subtracted.svg`,
]);
export const profiles = ['figures/strength-profile.svg', 'figures/strength-profile.png'];
export const tables = ['prediction', 'fit', 'fit-pe', 'fit-time', 'strength-profile'].map(
  (name) => `tables/${name}.csv`,
);
export const modelAndAfter = ['model', ...analyses, ...projections, ...profiles, ...tables, 'summary', 'report'];
export const allStages = [
  ...['flux', 'recoil', 'timing', 'response', 'prediction', 'backgrounds', 'data'],
  ...modelAndAfter,
];

/** What was foreseen and what happened after a change. */
export interface Rerun {
  /** What `cevns plan` says of each stage: 'unchanged', 'run: <why>' or 'may run: <why>'. */
  readonly plan: Readonly<Record<string, string>>;
  /** Stages that ran, sorted. */
  readonly ran: readonly string[];
  /** Why each ran. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** A copy of the project in which the main study has run once, and what a change would make run again. */
export class StudyHistory {
  readonly copy = new WorkspaceCopy();
  readonly #store = this.copy.path('store');
  #count = 0;

  /** The first run. */
  async begin(): Promise<string> {
    const { status, stdout, stderr } = await this.copy.cevns([
      ...['run', study, '--json', '--quiet'],
      ...['--store', this.#store, '--out', this.copy.path('out')],
    ]);
    if (status !== 0) throw new Error(stderr);
    return stdout;
  }

  /** Plans and runs a study with what the first run left, each time with a fresh copy of its store. */
  async rerun({ file = study, set = [] }: { file?: string; set?: readonly string[] } = {}): Promise<Rerun> {
    const name = this.copy.path(`again-${++this.#count}`);
    fs.cpSync(this.#store, name, { recursive: true });
    fs.rmSync(join(name, 'journal'), { recursive: true });
    const args = [file, ...set.flatMap((setting) => ['--set', setting]), '--store', name];
    const planned = await this.copy.cevns(['plan', ...args]);
    if (planned.status !== 0) throw new Error(planned.stderr);
    const run = await this.copy.cevns(['run', ...args, '--quiet', '--out', `${name}-out`]);
    if (run.status !== 0) throw new Error(run.stderr);
    const [journal] = fs.readdirSync(join(name, 'journal'));
    const events = parseJournal(fs.readFileSync(join(name, 'journal', journal!), 'utf8'));
    const reasons = events.flatMap((event) =>
      event.event === 'stage-begin' ? [[withoutStudy(event.stage), event.reason.text] as const] : [],
    );
    // A worker that is late gives stages back, which then begin once more.
    const ended = events.flatMap((event) => (event.event === 'stage-end' ? [withoutStudy(event.stage)] : []));
    return {
      plan: planOf(planned.stdout),
      ran: ended.sort(),
      reasons: Object.fromEntries(reasons),
    };
  }

  /** The same after an edit of the copy, which is taken back afterwards. */
  async rerunAfter(paths: readonly string[], edit: (path: string) => void): Promise<Rerun> {
    const before = paths.map((path) => this.copy.read(path));
    try {
      for (const path of paths) edit(path);
      return await this.rerun();
    } finally {
      paths.forEach((path, i) => {
        this.copy.write(path, before[i]!);
      });
    }
  }

  end(): Promise<void> {
    return this.copy.remove();
  }
}

/** Stages of a plan by what is said of them. */
export function stagesWith({ plan }: Rerun, start: string): string[] {
  return Object.keys(plan)
    .filter((stage) => plan[stage]!.startsWith(start))
    .sort();
}

function planOf(text: string): Record<string, string> {
  const lines = [...text.matchAll(/^ {2}(\S+) +(unchanged|may run|run)(?: +(.+))?$/gm)];
  return Object.fromEntries(lines.map(([, stage, status, why]) => [stage!, why ? `${status}: ${why}` : status!]));
}

function withoutStudy(stage: string): string {
  return stage.slice(stage.indexOf('/') + 1);
}
