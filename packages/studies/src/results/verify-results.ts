import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Artifact, artifactOf } from '@cevns/runner/artifact';
import type { CodeProvider } from '@cevns/runner/code/code-provider';
import { sha256 } from '@cevns/runner/digest';
import { stageKey } from '@cevns/runner/key';
import { resultsManifestName } from '@cevns/runner/materialise';
import type { ProvenanceRecord, ProvenanceStage } from '@cevns/runner/provenance';
import { codeChanges, type ProvenanceDifference } from '@cevns/runner/provenance-difference';
import type { StageRecord } from '@cevns/runner/record';
import { givesSameBytes, recordedGraph, recordedRuntime } from '@cevns/runner/recorded-graph';
import { runGraph } from '@cevns/runner/run';
import type { RunResult } from '@cevns/runner/run-result';
import { Store } from '@cevns/runner/store';
import { type Discrepancy, discrepancy } from './close-numbers.ts';
import type { FoundInput } from './find-inputs.ts';
import { RecordedBytes, readFile } from './recorded-bytes.ts';
import { type ResultsFolder, recordedDigest } from './results-folder.ts';

/** How an output of a stage compares with its record. */
export interface VerifiedOutput {
  readonly stage: string;
  readonly output: string;
  /**
   * `close`: numbers within 1e-12; `unknown`: what was recorded is not at hand, only its digest; `missing`: it could not be computed; `taken`: the output of
   * an external program, which was taken from a store as recorded and not made again.
   */
  readonly verdict: 'same' | 'close' | 'differs' | 'unknown' | 'missing' | 'taken';
  readonly discrepancy?: Discrepancy;
  /** Why it could not be computed. */
  readonly reason?: string;
}

/** A file of the results folder that is not what the record says. */
export interface ChangedFile {
  readonly path: string;
  readonly what: 'changed' | 'missing';
  readonly discrepancy?: Discrepancy;
}

/** What a verification found. */
export interface Verification {
  /** Digests are compared where Node.js and architecture are those of the record, otherwise numbers. */
  readonly compared: 'digests' | 'numbers';
  /** Node major version and architecture of the record. */
  readonly recorded: string;
  readonly outputs: readonly VerifiedOutput[];
  readonly files: { readonly count: number; readonly changed: readonly ChangedFile[] };
  /** Input files that are not what they were. */
  readonly inputs: readonly FoundInput[];
  readonly code: ProvenanceDifference['code'];
  /** Stages whose entry in the record contradicts itself. */
  readonly contradictions: readonly string[];
  /** True when all outputs came out again, and the record, the files and the inputs are what they were. */
  readonly agrees: boolean;
}

export interface VerifyOptions {
  readonly code: CodeProvider;
  readonly inputs: readonly FoundInput[];
  /** Stores that may still hold what was recorded, to say by how much it differs. */
  readonly stores: readonly Store[];
  readonly jobs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Computes a result again from its provenance record, in a store that is thrown away, and compares it stage by stage; then compares the
 * files of the results folder with the record.
 *
 * @throws RunnerError `interrupted`, and when the scratch store cannot be written
 */
export async function verifyResults(results: ResultsFolder, options: VerifyOptions): Promise<Verification> {
  const { record } = results;
  const taken = takenRecords(record, options.stores);
  const unavailable = await unavailableStages(record, taken, options);
  const available = Object.entries(record.stages).filter(([id]) => !unavailable.has(id));
  const scratch = fs.mkdtempSync(join(tmpdir(), 'cevns-verify-'));
  try {
    const store = new Store(scratch);
    for (const [from, kept] of taken.values()) {
      for (const { digest, inline } of Object.values(kept.outputs)) {
        if (inline === undefined) store.putObject(digest, from.object(digest)!);
      }
      store.putRecord(kept);
    }
    const pathOf = (label: string, digest: string): string =>
      options.inputs.find((input) => input.label === label && input.recorded === digest)!.path!;
    const run = await runGraph(recordedGraph({ ...record, stages: Object.fromEntries(available) }, pathOf), {
      store,
      code: options.code,
      keepGoing: true,
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return compare(results, run, unavailable, options);
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

function compare(
  results: ResultsFolder,
  run: RunResult,
  unavailable: ReadonlyMap<string, string>,
  { inputs, stores }: VerifyOptions,
): Verification {
  const { record } = results;
  const exact = givesSameBytes(record);
  const recorded = new RecordedBytes(results, stores);
  const outputs = Object.entries(record.stages).flatMap(([stage, { key, outputs }]) =>
    Object.entries(outputs).map(([output, { type, digest }]): VerifiedOutput => {
      const found = run.stages.get(stage);
      if (found?.outputs[output] === undefined) {
        const reason = unavailable.get(stage) ?? found?.error?.message ?? 'a stage before it failed';
        return { stage, output, verdict: 'missing', reason };
      }
      if (record.stages[stage]!.kind === 'command') return { stage, output, verdict: 'taken' };
      if (found.outputs[output].digest === digest) return { stage, output, verdict: 'same' };
      const before = recorded.find(key, output, digest, type as Artifact['type']);
      const now = run.artifact(stage, output);
      if (exact) {
        const where = before && differenceOf(before, now, 0);
        return { stage, output, verdict: 'differs', ...(where && { discrepancy: where }) };
      }
      // A picture has no numbers to compare.
      if (before === undefined || before.type === 'bytes') return { stage, output, verdict: 'unknown' };
      const where = differenceOf(before, now);
      return where ? { stage, output, verdict: 'differs', discrepancy: where } : { stage, output, verdict: 'close' };
    }),
  );
  const changedInputs = inputs.filter(({ recorded: before, digest }) => before !== digest);
  const files = changedFiles(results, run, exact);
  const contradictions = contradictionsOf(record);
  const code = Object.fromEntries(
    [...run.modules].map(([module, { digest, files: own }]) => [module, { digest, files: own }]),
  );
  return {
    compared: exact ? 'digests' : 'numbers',
    recorded: recordedRuntime(record),
    outputs,
    files,
    inputs: changedInputs,
    code: codeChanges(record.code, code),
    contradictions,
    agrees:
      outputs.every(({ verdict }) => verdict !== 'differs' && verdict !== 'missing') &&
      [changedInputs, files.changed, contradictions, record.missing].every(({ length }) => length === 0),
  };
}

/** What external programs made, by stage: taken from a store, since programs run only when a person allows it. */
function takenRecords(record: ProvenanceRecord, stores: readonly Store[]): Map<string, readonly [Store, StageRecord]> {
  const taken = new Map<string, readonly [Store, StageRecord]>();
  for (const [id, { kind, key, outputs }] of Object.entries(record.stages)) {
    if (kind !== 'command' || !givesSameBytes(record)) continue;
    for (const store of stores) {
      const lookup = store.lookup(key);
      if (lookup.state !== 'hit') continue;
      const kept = lookup.record.outputs;
      if (Object.keys(outputs).every((name) => kept[name]?.digest === outputs[name]!.digest)) {
        taken.set(id, [store, lookup.record]);
      }
    }
  }
  return taken;
}

/** Stages that cannot be computed here, with the reason: their input or their code is gone, or that of a stage before them. */
async function unavailableStages(
  { stages, graph }: ProvenanceRecord,
  taken: ReadonlyMap<string, unknown>,
  { code, inputs }: VerifyOptions,
): Promise<Map<string, string>> {
  const lost = new Map<string, string>();
  for (const module of new Set(Object.values(stages).flatMap((stage) => Object.values(stage.modules)))) {
    await code.resolve([module]).catch((error: Error) => lost.set(module, error.message));
  }
  const gone = new Set(inputs.filter(({ path }) => path === undefined).map(({ label }) => label));
  const own = (id: string, { kind, modules, inputs: from }: ProvenanceStage): string | undefined => {
    if (kind === 'command' && !taken.has(id)) return 'an external program makes it, and it is in no store at hand';
    const module = Object.values(modules).find((name) => lost.has(name));
    if (module !== undefined) return lost.get(module);
    const file = Object.values(from).find((input) => 'file' in input && gone.has(input.file));
    return file && 'file' in file ? `the input file ${file.file} is nowhere to be found` : undefined;
  };
  const reasons = new Map<string, string>();
  // As often as reasons spread: a record that was edited may have its stages in any order.
  for (let before = -1; before < reasons.size; ) {
    before = reasons.size;
    for (const [id, stage] of Object.entries(stages)) {
      if (reasons.has(id)) continue;
      const upstream = Object.values(stage.inputs).flatMap((input) => ('stage' in input ? [input.stage] : []));
      const broken = upstream.find((other) => reasons.has(other) || !Object.hasOwn(stages, other));
      const reason =
        own(id, stage) ??
        (broken === undefined ? undefined : `${broken.replace(`${graph}/`, '')} could not be computed`);
      if (reason !== undefined) reasons.set(id, reason);
    }
  }
  return reasons;
}

/** Stages whose key does not follow from what is recorded of them, or whose inputs are not the recorded outputs. */
function contradictionsOf(record: ProvenanceRecord): string[] {
  const runtime = recordedRuntime(record);
  return Object.entries(record.stages).flatMap(([id, { kind, key, modules, parameters, inputs }]) => {
    const code = Object.fromEntries(
      Object.entries(modules).map(([role, module]) => [role, record.code[module]?.digest ?? '']),
    );
    const digests = Object.fromEntries(Object.entries(inputs).map(([name, { digest }]) => [name, digest]));
    const whole = stageKey({ kind, code, parameters, inputs: digests, runtime }) === key;
    const connected = Object.values(inputs).every(
      (input) => !('stage' in input) || record.stages[input.stage]?.outputs[input.output]?.digest === input.digest,
    );
    return whole && connected ? [] : [id];
  });
}

function changedFiles(results: ResultsFolder, run: RunResult, exact: boolean): Verification['files'] {
  const { folder, record } = results;
  const expected = new Map([
    ...Object.entries(listedFiles(folder)),
    ...Object.keys(record.results).map((path): [string, string] => [path, recordedDigest(record, path) ?? '']),
  ]);
  const changed = [...expected].flatMap(([path, digest]): ChangedFile[] => {
    const bytes = readFile(join(folder, path));
    if (bytes === undefined) return [{ path, what: 'missing' }];
    if (sha256(bytes) === digest) return [];
    const source = record.results[path];
    const computed =
      source && run.stages.get(source.stage)?.outputs[source.output] && run.artifact(source.stage, source.output);
    const where =
      computed && computed.type !== 'bytes'
        ? differenceOf(artifactOf(computed.type, '', bytes), computed, exact ? 0 : undefined)
        : undefined;
    return [{ path, what: 'changed', ...(where && { discrepancy: where }) }];
  });
  return { count: expected.size, changed };
}

/** Files that the runner wrote beside the outputs of stages, such as the resolved study. */
function listedFiles(folder: string): Readonly<Record<string, string>> {
  try {
    const { files } = JSON.parse(fs.readFileSync(join(folder, resultsManifestName), 'utf8')) as {
      files: Record<string, string>;
    };
    return files;
  } catch {
    return { [resultsManifestName]: '' };
  }
}

/** What the text says is broken when it cannot even be read as what it should be. */
function differenceOf(before: Artifact, now: Artifact, within?: number): Discrepancy | undefined {
  try {
    return discrepancy(now.type, before, now, within);
  } catch {
    return { expected: 'something unreadable', found: now.type };
  }
}
