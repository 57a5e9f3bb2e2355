import type { Json } from './json.ts';
import type { RunResult } from './run-result.ts';

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
  const stages: Record<string, ProvenanceStage> = {};
  const files = new Map<string, { label: string; digest: string }>();
  const code: Record<string, ProvenanceRecord['code'][string]> = {};
  const missing: string[] = [];
  const timings: Record<string, RunTimings['stages'][string]> = {};
  for (const [id, { stage, status, key, ingredients, outputs, durationMs, reason }] of result.stages) {
    timings[id] = {
      status,
      ...(durationMs !== undefined && { durationMs }),
      ...(reason !== undefined && { reason: reason.text }),
    };
    if (key === undefined || ingredients === undefined || status === 'failed') {
      missing.push(id);
      continue;
    }
    const inputs: Record<string, ProvenanceStage['inputs'][string]> = {};
    for (const [name, input] of Object.entries(stage.inputs)) {
      const digest = ingredients.inputs[name]!;
      if ('stage' in input) {
        inputs[name] = { stage: input.stage, output: input.output, digest };
      } else {
        inputs[name] = { file: input.label, digest };
        files.set(`${input.label} ${digest}`, { label: input.label, digest });
      }
    }
    for (const specifier of Object.values(stage.modules)) {
      const { digest, files } = result.modules.get(specifier)!;
      code[specifier] = { digest, files };
    }
    stages[id] = { kind: stage.kind, key, modules: stage.modules, parameters: stage.parameters, inputs, outputs };
  }
  const record: ProvenanceRecord = {
    format: 'cevns-provenance-1',
    graph: result.graph,
    runtime: { node: process.versions.node, platform: process.platform, architecture: process.arch, packages },
    files: [...files.keys()].sort().map((name) => files.get(name)!),
    code,
    stages,
    missing,
    results,
  };
  const { run, durationMs } = result;
  return { record, timings: { format: 'cevns-timings-1', run, durationMs, stages: timings } };
}
