import type { Json } from './json.ts';
import type { RunResult, StageResult } from './run-result.ts';

/** What was computed from what: the same for every run that gives these results on this platform. */
export interface ProvenanceRecord {
  readonly format: 'cevns-provenance-1';
  readonly graph: string;
  readonly runtime: {
    readonly node: string;
    readonly platform: string;
    readonly architecture: string;
    readonly packages: Readonly<Record<string, string>>;
  };
  /** Input files of the user, by label. */
  readonly files: readonly { readonly label: string; readonly digest: string }[];
  /** By module specifier: code digest, and the source files and outside packages behind it. */
  readonly code: Readonly<
    Record<string, { readonly digest: string; readonly files: Readonly<Record<string, string>> }>
  >;
  readonly stages: Readonly<Record<string, ProvenanceStage>>;
  /** Stages that failed or were skipped. */
  readonly missing: readonly string[];
  /** The files of the results folder that are outputs of stages, by path. */
  readonly results: Readonly<Record<string, { readonly stage: string; readonly output: string }>>;
}

export interface ProvenanceStage {
  readonly kind: string;
  readonly key: string;
  /** Module specifier of each role. */
  readonly modules: Readonly<Record<string, string>>;
  readonly parameters: Json;
  readonly inputs: Readonly<
    Record<
      string,
      | { readonly stage: string; readonly output: string; readonly digest: string }
      | { readonly file: string; readonly digest: string }
    >
  >;
  readonly outputs: Readonly<Record<string, { readonly type: string; readonly digest: string; readonly size: number }>>;
}

/** What differs from run to run. */
export interface RunTimings {
  readonly format: 'cevns-timings-1';
  readonly run: string;
  readonly durationMs: number;
  readonly stages: Readonly<
    Record<string, { readonly status: string; readonly durationMs?: number; readonly reason?: string }>
  >;
}

/** A record whose stages are made one by one, when they are asked for. */
export interface StreamedRecord extends Omit<ProvenanceRecord, 'stages'> {
  readonly stages: () => Iterable<readonly [id: string, stage: ProvenanceStage]>;
}

/**
 * The provenance of a run, the reproducible part and the timings apart.
 *
 * @param packages name and version of the packages to name, e.g. those of the workspace
 * @param results the files of the results folder that are outputs of stages
 */
export function provenanceOf(
  result: RunResult,
  packages: Readonly<Record<string, string>>,
  results: ProvenanceRecord['results'] = {},
): { readonly record: ProvenanceRecord; readonly timings: RunTimings } {
  const { stages, ...rest } = streamedProvenance(result, packages, results);
  const { run, durationMs } = result;
  const timings: RunTimings = {
    format: 'cevns-timings-1',
    run,
    durationMs,
    stages: Object.fromEntries([...result.stages].map(([id, each]) => [id, timingOf(each)])),
  };
  return { record: { ...rest, stages: Object.fromEntries(stages()) }, timings };
}

/** The reproducible part of the provenance of a run with thousands of stages; arguments as above. */
export function streamedProvenance(
  result: RunResult,
  packages: Readonly<Record<string, string>>,
  results: ProvenanceRecord['results'],
): StreamedRecord {
  const files = new Map<string, { label: string; digest: string }>();
  const code: Record<string, ProvenanceRecord['code'][string]> = {};
  const missing: string[] = [];
  for (const [id, each] of result.stages) {
    if (!isThere(each)) {
      missing.push(id);
      continue;
    }
    for (const [name, input] of Object.entries(each.stage.inputs)) {
      if ('stage' in input) continue;
      const digest = each.inputs[name]!;
      files.set(`${input.label} ${digest}`, { label: input.label, digest });
    }
    for (const specifier of Object.values(each.stage.modules)) {
      const { digest, files } = result.modules.get(specifier)!;
      code[specifier] ??= { digest, files };
    }
  }
  return {
    format: 'cevns-provenance-1',
    graph: result.graph,
    runtime: { node: process.versions.node, platform: process.platform, architecture: process.arch, packages },
    files: [...files.keys()].sort().map((name) => files.get(name)!),
    code,
    *stages() {
      for (const [id, each] of result.stages) if (isThere(each)) yield [id, provenanceStage(each)];
    },
    missing,
    results,
  };
}

/** The text of the timings of a run with thousands of stages. */
export function* timingsText({ run, durationMs, stages }: RunResult): Generator<string> {
  yield `{"format":"cevns-timings-1","run":${JSON.stringify(run)},"durationMs":${durationMs},"stages":{`;
  let between = '';
  for (const [id, each] of stages) {
    yield `${between}${JSON.stringify(id)}:${JSON.stringify(timingOf(each))}`;
    between = ',';
  }
  yield '}}\n';
}

type StageThere = StageResult & Required<Pick<StageResult, 'key' | 'inputs'>>;

function isThere(result: StageResult): result is StageThere {
  return result.key !== undefined && result.inputs !== undefined && result.status !== 'failed';
}

function provenanceStage({ stage, key, inputs: digests, outputs }: StageThere): ProvenanceStage {
  const inputs: Record<string, ProvenanceStage['inputs'][string]> = {};
  for (const [name, input] of Object.entries(stage.inputs)) {
    const digest = digests[name]!;
    inputs[name] =
      'stage' in input ? { stage: input.stage, output: input.output, digest } : { file: input.label, digest };
  }
  return { kind: stage.kind, key, modules: stage.modules, parameters: stage.parameters, inputs, outputs };
}

function timingOf({ status, durationMs, reason }: StageResult): RunTimings['stages'][string] {
  return {
    status,
    ...(durationMs !== undefined && { durationMs }),
    ...(reason !== undefined && { reason: reason.text }),
  };
}
