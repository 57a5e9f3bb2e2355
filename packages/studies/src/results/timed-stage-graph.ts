import { figureKind, type StageGraphFigure } from '@cevns/plotting/figures/stage-graph';
import { renderSvg } from '@cevns/plotting/render-svg';
import type { ReportFigure } from '@cevns/plotting/report/report';
import type { ProvenanceRecord, RunTimings } from '@cevns/runner/provenance';

/** More stages than these are read in a table, not in a drawing. */
const MOST_DRAWN = 120;

const STATES = { ran: 'ran', cached: 'stored', failed: 'failed' } as const;

/**
 * The stages of a run with how long they took and which were in the store, as a drawing.
 *
 * @param order the stages, each after those that it takes from
 * @returns undefined for more stages than a drawing can show, and where stages go in circles
 */
export function timedStageGraph(
  { graph, stages }: ProvenanceRecord,
  order: readonly string[],
  timings: RunTimings,
): ReportFigure | undefined {
  if (order.length > MOST_DRAWN) return undefined;
  const short = (id: string): string => (id.startsWith(`${graph}/`) ? id.slice(graph.length + 1) : id);
  const seen = new Set<string>();
  const drawn: StageGraphFigure['stages'][number][] = [];
  for (const id of order) {
    const from = Object.values(stages[id]!.inputs).flatMap((input) => ('stage' in input ? [input.stage] : []));
    if (from.some((other) => !seen.has(other))) return undefined;
    seen.add(id);
    const { status = '', durationMs } = timings.stages[id] ?? {};
    const state = STATES[status as keyof typeof STATES];
    drawn.push({
      name: short(id),
      from: [...new Set(from)].map(short),
      ...(state === undefined ? {} : { state }),
      ...(durationMs === undefined ? {} : { milliseconds: durationMs }),
    });
  }
  const figure: StageGraphFigure = { kind: 'stage-graph', stages: drawn };
  const draw = (theme: 'screen' | 'dark'): string => renderSvg(figureKind, figure, { theme, width: 'column' });
  return {
    kind: 'figure',
    svg: draw('screen'),
    dark: draw('dark'),
    caption: 'The graph of stages, with how long each took, and which were in the store.',
    alternative: 'The graph of stages; the table below has the same.',
  };
}
