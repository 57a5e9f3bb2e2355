import type { Json } from './json.ts';
import { parameterChanges } from './parameter-change.ts';
import type { ProvenanceRecord, ProvenanceStage } from './provenance.ts';

/** What differs between two provenance records: causes first, consequences last. Stages are named as within their graph. */
export interface ProvenanceDifference {
  /** Input files by label, with the digest of each side; null where a side does not have it. */
  readonly files: readonly { readonly label: string; readonly before: string | null; readonly after: string | null }[];
  /** Changes of parameters and of selected modules in words, each with the stages it concerns. */
  readonly parameters: readonly { readonly change: string; readonly stages: readonly string[] }[];
  /** Source files, or whole modules when no file says why, with the modules they belong to. */
  readonly code: readonly { readonly change: string; readonly modules: readonly string[] }[];
  /** Versions: of Node.js, of packages, and the platform. */
  readonly runtime: readonly string[];
  /** Stages that only one side has. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
  /** Stages of both whose outputs differ. */
  readonly outputs: readonly string[];
}

/** Compares two provenance records. */
export function provenanceDifference(before: ProvenanceRecord, after: ProvenanceRecord): ProvenanceDifference {
  const [old, now] = [stagesOf(before), stagesOf(after)];
  const common = [...old.keys()].filter((name) => now.has(name));
  const parameters = new Map<string, string[]>();
  for (const name of common) {
    for (const change of stageChanges(old.get(name)!, now.get(name)!)) {
      parameters.set(change, [...(parameters.get(change) ?? []), name]);
    }
  }
  return {
    files: fileChanges(before, after),
    parameters: [...parameters].map(([change, stages]) => ({ change, stages })),
    code: codeChanges(before.code, after.code),
    runtime: runtimeChanges(before.runtime, after.runtime),
    onlyBefore: [...old.keys()].filter((name) => !now.has(name)),
    onlyAfter: [...now.keys()].filter((name) => !old.has(name)),
    outputs: common.filter((name) => digests(old.get(name)!) !== digests(now.get(name)!)),
  };
}

/** True when nothing differs. */
export function isSame(difference: ProvenanceDifference): boolean {
  return Object.values(difference).every((list: readonly unknown[]) => list.length === 0);
}

function stagesOf({ graph, stages }: ProvenanceRecord): Map<string, ProvenanceStage> {
  const inside = (id: string): string => (id.startsWith(`${graph}/`) ? id.slice(graph.length + 1) : id);
  return new Map(Object.entries(stages).map(([id, stage]) => [inside(id), stage]));
}

function stageChanges(before: ProvenanceStage, after: ProvenanceStage): string[] {
  const kind = before.kind === after.kind ? [] : [`kind ${before.kind} -> ${after.kind}`];
  const modules = parameterChanges(before.modules, after.modules);
  return [...kind, ...modules, ...parameterChanges(before.parameters, after.parameters)];
}

function fileChanges(before: ProvenanceRecord, after: ProvenanceRecord): ProvenanceDifference['files'] {
  const [old, now] = [before, after].map(({ files }) => new Map(files.map(({ label, digest }) => [label, digest])));
  return union(old!.keys(), now!.keys()).flatMap((label) => {
    const digest = { before: old!.get(label) ?? null, after: now!.get(label) ?? null };
    return digest.before === digest.after ? [] : [{ label, ...digest }];
  });
}

/** Modules that only one side has follow from the choice of another one, which is a change of parameters. */
export function codeChanges(
  before: ProvenanceRecord['code'],
  after: ProvenanceRecord['code'],
): ProvenanceDifference['code'] {
  const changes = new Map<string, string[]>();
  for (const module of Object.keys(before).filter((name) => Object.hasOwn(after, name))) {
    const [old, now] = [before[module]!, after[module]!];
    if (old.digest === now.digest) continue;
    const files = union(Object.keys(old.files), Object.keys(now.files)).filter(
      (file) => old.files[file] !== now.files[file],
    );
    const texts = files.map((file) => {
      const [was, is] = [old.files[file], now.files[file]];
      if (was === undefined) return `${file}: new`;
      if (is === undefined) return `${file}: no longer used`;
      // Files of the workspace have digests, packages from outside have versions.
      return /^[0-9a-f]{64}$/.test(is) ? `${file} changed` : `${file} ${was} -> ${is}`;
    });
    for (const text of texts.length > 0 ? texts : [`${module} changed`]) {
      changes.set(text, [...(changes.get(text) ?? []), module]);
    }
  }
  return [...changes].map(([change, modules]) => ({ change, modules }));
}

function runtimeChanges(before: ProvenanceRecord['runtime'], after: ProvenanceRecord['runtime']): string[] {
  const flat = ({ packages, ...rest }: ProvenanceRecord['runtime']): Record<string, Json> => ({ ...rest, ...packages });
  const [old, now] = [flat(before), flat(after)];
  return union(Object.keys(old), Object.keys(now)).flatMap((name) =>
    old[name] === now[name] ? [] : [`${name} ${old[name] ?? '(none)'} -> ${now[name] ?? '(none)'}`],
  );
}

function digests({ outputs }: ProvenanceStage): string {
  return Object.keys(outputs)
    .sort()
    .map((name) => `${name} ${outputs[name]!.digest}`)
    .join('\n');
}

function union(one: Iterable<string>, other: Iterable<string>): string[] {
  return [...new Set([...one, ...other])].sort();
}
