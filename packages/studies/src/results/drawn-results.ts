import { type ComparisonFigure, figureKind as comparison } from '@cevns/plotting/figures/comparison';
import { type StageGraphFigure, figureKind as stageGraph } from '@cevns/plotting/figures/stage-graph';
import { writeDrawing } from '@cevns/plotting/render';
import { drawFigure } from '@cevns/plotting/render-svg';
import { writeSvg } from '@cevns/plotting/svg';
import { orderGraph, type StageGraph, upstreamOf } from '@cevns/runner/graph';
import type { Json } from '@cevns/runner/json';
import type { PlannedStage } from '@cevns/runner/plan';

/** The graph of a study as SVG: what would run, and what is there already. */
export function stageGraphPicture(graph: StageGraph, planned: readonly PlannedStage[]): string {
  const name = (id: string): string => id.slice(graph.name.length + 1);
  const states = new Map(planned.map(({ id, status }) => [id, status === 'cached' ? 'stored' : 'waiting'] as const));
  const figure: StageGraphFigure = {
    kind: 'stage-graph',
    title: graph.name,
    stages: orderGraph(graph).stages.map((stage) => ({
      name: name(stage.id),
      from: upstreamOf(stage).map(name),
      state: states.get(stage.id) ?? 'waiting',
    })),
  };
  return writeSvg(drawFigure(stageGraph, figure, { theme: 'screen', width: 'column' }));
}

/** Not more numbers than fit on a page. */
const MOST_ROWS = 30;

/** A number of an analysis, with its errors where it has them. */
interface Found {
  readonly value: number;
  readonly minus?: number;
  readonly plus?: number;
}

/**
 * The main numbers that two results have both, those of the second relative to the first: fitted parameters with their errors, events,
 * significances, limits.
 *
 * @returns undefined when they have none in common
 */
export function comparisonFigure(
  runs: readonly [string, string],
  before: Json,
  after: Json,
): ComparisonFigure | undefined {
  const others = mainNumbers(after);
  const rows = [...mainNumbers(before)].flatMap(([label, first]) => {
    const second = others.get(label);
    return second === undefined || first.value === 0 ? [] : [{ label, first, second }];
  });
  return rows.length === 0 ? undefined : { kind: 'comparison', runs, rows: rows.slice(0, MOST_ROWS) };
}

/** Writes a figure of two results. */
export function comparisonPicture(
  figure: ComparisonFigure,
  format: 'svg' | 'png' | 'pdf',
): Promise<string | Uint8Array> {
  return writeDrawing(drawFigure(comparison, figure, { theme: 'paper' }), { format });
}

type Members = Readonly<Record<string, Json>>;

function mainNumbers(analyses: Json): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const [name, result] of Object.entries(analyses as Record<string, Members>)) {
    for (const [key, value] of [...named(result.parameters), ...named(result.components)]) {
      const number = numberOf(value);
      if (number !== undefined) found.set(`${name}: ${key}`, number);
    }
    for (const key of ['total', 'z', 'upper'] as const) {
      const number = numberOf(result[key]);
      if (number !== undefined)
        found.set(`${name}: ${key === 'z' ? 'significance' : key === 'upper' ? 'upper limit' : 'events'}`, number);
    }
  }
  return found;
}

function named(members: Json | undefined): [string, Json][] {
  return typeof members === 'object' && members !== null && !Array.isArray(members)
    ? Object.entries(members as Members)
    : [];
}

function numberOf(value: Json | undefined): Found | undefined {
  if (typeof value === 'number') return { value };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { value: own, minus, plus, fixed } = value as Members;
  if (typeof own !== 'number' || fixed === true) return undefined;
  return { value: own, ...(typeof minus === 'number' ? { minus } : {}), ...(typeof plus === 'number' ? { plus } : {}) };
}
