import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { StudyError } from '@cevns/language/problem';
import { RunnerError } from '@cevns/runner/runner-error';
import { Store } from '@cevns/runner/store';
import { reportAgain } from '@cevns/studies/results/report-again';
import { readResults } from '@cevns/studies/results/results-folder';
import { CallError } from '../call-error.ts';
import type { RunOptions } from '../program.ts';
import { reportError } from '../report-error.ts';
import { shownFile } from '../shown-file.ts';
import type { Surroundings } from '../terminal.ts';
import { ReportServer } from '../watch/report-server.ts';
import { WatchedFiles } from '../watch/watched-files.ts';
import { type NamedCampaign, type NamedStudy, subjectOf } from './open-studies.ts';
import { run } from './run.ts';

/** Status after an interrupt, which is how watching ends. */
const INTERRUPTED = 130;

/**
 * `cevns watch`: runs a study, shows its report in a page, and does so again whenever the study, a catalogue entry that it uses or a data file is
 * saved, until it is interrupted. A run that a change overtakes is broken off.
 */
export async function watch(file: string, options: RunOptions, surroundings: Surroundings): Promise<number> {
  const { terminal, signal } = surroundings;
  if (!existsSync(file)) throw new CallError(`there is no file ${file}`);
  const server = await ReportServer.open(file);
  const changes = new Changes();
  const files = new WatchedFiles({ onChange: (changed) => changes.add(changed) });
  signal.addEventListener('abort', () => changes.end());
  try {
    terminal.print(server.url);
    for (;;) {
      const current = changes.begin();
      server.running();
      await new WatchedRun(file, options, surroundings, files).show(server, current);
      if (signal.aborted) return INTERRUPTED;
      const changed = await changes.next();
      if (signal.aborted) return INTERRUPTED;
      terminal.error(`cevns: changed: ${changed.map(shownFile).join(', ')}`);
    }
  } finally {
    files.close();
    await server.close();
  }
}

/** Files that changed since the last run began. */
class Changes {
  #changed = new Set<string>();
  #run = new AbortController();
  #wake: () => void = () => {};
  #over = false;

  /** @returns aborted when something changes, or all is over */
  begin(): AbortSignal {
    this.#run = new AbortController();
    if (this.#changed.size > 0 || this.#over) this.#run.abort();
    return this.#run.signal;
  }

  add(files: readonly string[]): void {
    for (const file of files) this.#changed.add(file);
    this.#run.abort();
    this.#wake();
  }

  end(): void {
    this.#over = true;
    this.#run.abort();
    this.#wake();
  }

  /** What changed, as soon as something has; nothing when all is over. */
  async next(): Promise<readonly string[]> {
    while (this.#changed.size === 0 && !this.#over) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    const changed = [...this.#changed];
    this.#changed = new Set();
    return changed;
  }
}

/** One run of the watched study, and what it says. */
class WatchedRun {
  readonly #file: string;
  readonly #options: RunOptions;
  readonly #surroundings: Surroundings;
  readonly #files: WatchedFiles;
  readonly #begunMs = Date.now();
  #lines: string[] = [];
  #opened: NamedStudy | undefined;

  constructor(file: string, options: RunOptions, surroundings: Surroundings, files: WatchedFiles) {
    this.#file = file;
    this.#options = options;
    this.#files = files;
    const { terminal } = surroundings;
    const error = (line: string): void => {
      this.#lines.push(line);
      terminal.error(line);
    };
    this.#surroundings = { ...surroundings, terminal: { ...terminal, error } };
  }

  /** Runs the study and shows its report, or what went wrong; a run that is broken off shows nothing. */
  async show(server: ReportServer, signal: AbortSignal): Promise<void> {
    const surroundings = { ...this.#surroundings, signal };
    try {
      const status = await run([this.#file], this.#options, surroundings, (opened) => this.#watch(opened));
      if (status === 0) server.show(this.#report());
      else server.fail(this.#complaint());
    } catch (error) {
      if (error instanceof CallError && this.#opened === undefined) throw error;
      if (error instanceof RunnerError && error.code === 'interrupted' && signal.aborted) return;
      if (error instanceof StudyError) this.#watchProblems(error);
      this.#lines = [];
      await reportError(error, { ...surroundings, debug: this.#options.debug === true });
      server.fail(this.#complaint());
    }
  }

  /** Everything that the study was made from, as soon as that is known. */
  #watch([opened]: readonly (NamedStudy | NamedCampaign)[]): void {
    if (opened === undefined || !('study' in opened)) {
      throw new CallError(`${this.#file} is a campaign; watch the study that it runs`);
    }
    this.#opened = opened;
    const { loaded, pluginFiles, graph } = opened.study;
    const inputs = graph.stages.flatMap(({ inputs: own }) =>
      Object.values(own).flatMap((input) => ('file' in input ? [input.file] : [])),
    );
    const used = loaded.usedFiles.map(({ path }) => path);
    const named = [...loaded.namedFiles, ...pluginFiles].map(({ file }) => file);
    this.#files.set([this.#file, ...used, ...named, ...inputs], this.#begunMs);
  }

  /** Of a study that is not valid only its file is sure, and where its problems are. */
  #watchProblems({ problems }: StudyError): void {
    this.#files.set([this.#file, ...problems.map(({ file }) => resolve(file))], this.#begunMs);
  }

  /** The report as the run wrote it; where the study asks for none, made from its results. */
  #report(): string {
    const { study, store } = this.#opened!;
    const folder = this.#options.out ?? join('results', subjectOf(this.#opened!).name);
    const written = study.files.some(({ path }) => path === 'report.html');
    if (written) return readFileSync(join(folder, 'report.html'), 'utf8');
    return reportAgain(readResults(folder), { stores: [new Store(store)] }).html;
  }

  #complaint(): string {
    const lines = this.#lines.map((line) => stripVTControlCharacters(line));
    const first = lines.findIndex((line) => line.startsWith('cevns: '));
    return lines.slice(Math.max(0, first)).join('\n');
  }
}
