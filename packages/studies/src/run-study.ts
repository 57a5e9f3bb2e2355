import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { resolvedYaml } from '@cevns/language/resolved-yaml';
import type { CodeProvider } from '@cevns/runner/code/code-provider';
import { SourceCode } from '@cevns/runner/code/source-code';
import type { CommandPermission } from '@cevns/runner/command-permission';
import { sha256 } from '@cevns/runner/digest';
import { newRunId, type RunEvent } from '@cevns/runner/journal';
import { canonicalJson } from '@cevns/runner/json';
import { type Materialised, materialise, type ResultFile } from '@cevns/runner/materialise';
import { provenanceOf } from '@cevns/runner/provenance';
import { runGraph } from '@cevns/runner/run';
import type { RunResult } from '@cevns/runner/run-result';
import { indexRun } from '@cevns/runner/runs/run-index';
import type { Store } from '@cevns/runner/store';
import type { OpenedStudy } from './open-study.ts';

export interface RunStudyOptions {
  readonly code: CodeProvider;
  readonly store: Store;
  /** Results folder. */
  readonly folder: string;
  /** Version of cevns, for the provenance record. */
  readonly version: string;
  /** Which external programs may run; default: none. */
  readonly commands?: CommandPermission;
  readonly jobs?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/** A study that ran: its summary and the files of its results folder. */
export interface StudyRun {
  readonly run: RunResult;
  /** Text of `summary.json`. */
  readonly summary: string;
  readonly files: Materialised;
}

/** Where stage functions come from in a checkout. */
export function codeOf(home: string): CodeProvider {
  return new SourceCode({ home });
}

/** Folder of the store: what is given, `CEVNS_STORE`, the nearest `.cevns` on the way up from the study, or `.cevns` beside it. */
export function storeFolder(file: string, given: string | undefined, environment: NodeJS.ProcessEnv): string {
  const chosen = given ?? environment.CEVNS_STORE;
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  const beside = dirname(resolve(file));
  for (let folder = beside; ; folder = dirname(folder)) {
    const store = join(folder, '.cevns');
    if (existsSync(store)) return store;
    // Not above the project: a store of somebody else's is not ours to fill.
    if (existsSync(join(folder, 'package.json')) || existsSync(join(folder, '.git')) || dirname(folder) === folder) {
      return join(beside, '.cevns');
    }
  }
}

/**
 * Runs a study, writes its results folder (summary, figures, tables, report, the resolved study and the provenance record), and enters
 * the run into the index of the store, however it ends.
 */
export async function runStudy(study: OpenedStudy, options: RunStudyOptions): Promise<StudyRun> {
  const run = newRunId();
  try {
    return await runAndWrite(study, options, run);
  } finally {
    const file = study.loaded.usedFiles[0]!.path;
    await indexRun(options.store, run, { study: study.name, file, folder: options.folder });
  }
}

async function runAndWrite(study: OpenedStudy, options: RunStudyOptions, id: string): Promise<StudyRun> {
  const { store, code, commands, folder, version, jobs, signal, onEvent } = options;
  const run = await runGraph(study.graph, {
    store,
    code,
    run: id,
    ...(commands === undefined ? {} : { commands }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(signal === undefined ? {} : { signal }),
    ...(onEvent === undefined ? {} : { onEvent }),
  });
  const produced = study.files.map(
    ({ path, stage, output }): ResultFile => ({ path, content: run.artifact(stage, output) }),
  );
  const { record, timings } = provenanceOf(
    run,
    { cevns: version },
    Object.fromEntries(study.files.map(({ path, stage, output }) => [path, { stage, output }])),
  );
  const files = materialise(folder, [
    ...produced,
    textFile('study.resolved.yaml', resolvedYaml(study.loaded, folder)),
    textFile('provenance/provenance.json', `${JSON.stringify(JSON.parse(canonicalJson(record)), null, 2)}\n`),
    ...(run.counts.ran > 0 || !existsSync(join(folder, TIMINGS))
      ? [textFile(TIMINGS, `${JSON.stringify(timings, null, 2)}\n`)]
      : [existingFile(folder, TIMINGS)]),
  ]);
  const summary = produced.find(({ path }) => path === 'summary.json')!;
  return { run, summary: Buffer.from(summary.content.bytes()).toString('utf8'), files };
}

/** Timings of the last run that computed something; they differ from run to run and stand apart from the record. */
const TIMINGS = 'provenance/timings.json';

function textFile(path: string, text: string): ResultFile {
  const bytes = Buffer.from(text, 'utf8');
  return { path, content: { digest: sha256(bytes), bytes: () => bytes } };
}

function existingFile(folder: string, path: string): ResultFile {
  return textFile(path, readFileSync(join(folder, path), 'utf8'));
}
