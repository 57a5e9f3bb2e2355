import { fillSlot } from '@cevns/plotting/report/html';
import type { ReportBlock, ReportFigure, ReportTable } from '@cevns/plotting/report/report';
import type { Json } from '@cevns/runner/json';
import type { ProvenanceRecord, ProvenanceStage, RunTimings } from '@cevns/runner/provenance';

/** Where in a report the provenance goes, once it is known. */
export const PROVENANCE_SLOT = 'provenance';

/**
 * A report with where its numbers came from: versions, seeds, input files, code and stages, with their digests. All that is the same for every run
 * that gives these results; how long stages took and what was in the store is not, and comes only with `timings`.
 *
 * @param graph a drawing of the stages
 */
export function withProvenance(
  html: string,
  record: ProvenanceRecord,
  timings?: RunTimings,
  graph?: ReportFigure,
): string {
  return fillSlot(html, PROVENANCE_SLOT, provenanceBlocks(record, timings, graph));
}

function provenanceBlocks(
  record: ProvenanceRecord,
  timings: RunTimings | undefined,
  graph: ReportFigure | undefined,
): ReportBlock[] {
  const { runtime, files, code, missing } = record;
  const versions = Object.entries(runtime.packages)
    .sort()
    .map(([name, version]) => `${name} ${version}`);
  const seeds = seedsOf(record);
  return [
    {
      kind: 'facts',
      entries: [
        {
          term: 'Versions',
          value: [...versions, `Node.js ${runtime.node}`, `${runtime.platform} ${runtime.architecture}`].join(', '),
        },
        ...(seeds.length === 0 ? [] : [{ term: 'Seeds', value: seeds.join(', ') }]),
        ...(missing.length === 0 ? [] : [{ term: 'Not computed', value: missing.join(', ') }]),
        ...(timings === undefined
          ? []
          : [{ term: 'Run', value: `${timings.run}, ${(timings.durationMs / 1000).toFixed(2)} s` }]),
      ],
    },
    ...(files.length === 0
      ? []
      : [
          digestTable(
            'Input files',
            ['File', 'SHA-256'],
            files.map(({ label, digest }) => [label, digest]),
          ),
        ]),
    ...(graph === undefined ? [] : [graph]),
    stageTable(record, timings),
    digestTable(
      'Code by module',
      ['Module', 'SHA-256 of what it can execute'],
      Object.keys(code)
        .sort()
        .map((module) => [module, code[module]!.digest]),
    ),
  ];
}

function digestTable(
  caption: string,
  heads: readonly [string, string],
  rows: readonly (readonly string[])[],
): ReportTable {
  return { kind: 'table', caption, compact: true, folded: true, columns: heads.map((label) => ({ label })), rows };
}

/** The graph of stages as a table, each after those that it takes from. */
function stageTable({ graph, stages }: ProvenanceRecord, timings: RunTimings | undefined): ReportTable {
  const short = (id: string): string => (id.startsWith(`${graph}/`) ? id.slice(graph.length + 1) : id);
  const taken = ({ inputs }: ProvenanceStage): string => {
    const names = Object.values(inputs).map((input) => ('stage' in input ? short(input.stage) : input.file));
    return [...new Set(names)].sort().join(', ');
  };
  const timed = (id: string): string[] => {
    if (timings === undefined) return [];
    const { status, durationMs } = timings.stages[id] ?? { status: 'unknown' };
    const state = { ran: 'computed', cached: 'in the store' }[status] ?? status;
    return [state, durationMs === undefined ? '' : `${durationMs.toFixed(0)} ms`];
  };
  const right = { align: 'right' as const };
  return {
    kind: 'table',
    caption: `The graph of ${Object.keys(stages).length} stages`,
    compact: true,
    folded: true,
    columns: [
      { label: 'Stage' },
      ...(timings === undefined ? [] : [{ label: 'State' }, { label: 'Time', ...right }]),
      { label: 'Takes from', wrap: true },
      { label: 'Key' },
    ],
    rows: stageOrder(stages).map((id) => {
      const stage = stages[id]!;
      return [short(id), ...timed(id), taken(stage), stage.key.slice(0, 16)];
    }),
  };
}

/** Stages, each after those that it takes from; among those that could come next, by name. */
export function stageOrder(stages: ProvenanceRecord['stages']): string[] {
  const left = new Set(Object.keys(stages).sort());
  const order: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter((id) =>
      Object.values(stages[id]!.inputs).every((input) => !('stage' in input) || !left.has(input.stage)),
    );
    // A record that was edited may go in circles.
    for (const id of free.length === 0 ? [...left] : free) {
      order.push(id);
      left.delete(id);
    }
  }
  return order;
}

/** What random numbers were drawn with, by stage. */
function seedsOf({ graph, stages }: ProvenanceRecord): string[] {
  const found: string[] = [];
  for (const id of Object.keys(stages).sort()) {
    const { kind, parameters } = stages[id]!;
    if (kind === 'report' || kind === 'summary') continue;
    for (const seed of new Set(seedsIn(parameters))) {
      found.push(`${id.replace(`${graph}/`, '').replace(/^analysis\//, '')}: ${seed}`);
    }
  }
  return found;
}

function seedsIn(value: Json): number[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'seed' && typeof each === 'number' ? [each] : seedsIn(each as Json),
  );
}
