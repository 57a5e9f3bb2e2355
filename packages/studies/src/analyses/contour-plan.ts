import type { AnalysisPart, AnalysisParts } from './lowering.ts';
import type { ScannedAxis } from './scanned-axis.ts';

/** What the stages of a contour have to know. */
export interface ContourPlan {
  readonly x: ScannedAxis;
  readonly y: ScannedAxis;
  readonly fixed: Readonly<Record<string, number>>;
  /** Confidence levels as fractions. */
  readonly confidence: readonly number[];
  readonly degreesOfFreedom: number;
  /** Into how many blocks the rows are divided; not at all unless given. */
  readonly blocks?: number;
}

/** What a stage of a divided contour does, if it is not the last one. */
export type ContourPart = 'rows' | 'lines';

/** Part of the rows of a plane, which are the values of the parameter that is scanned first. */
export interface RowBlock {
  readonly block: number;
  readonly blocks: number;
}

/** Points of a plane from which on it is divided, and about how many each stage has: each looks for other minima from afar anew, which has to be little beside its scan. */
const LARGE = 20_000;
const POINTS_OF_BLOCK = 10_000;
/** A plane of fewer points is divided between two workers where points times bins of the likelihood, which take some 0.1 us each, are so many; more would look for other minima more than scan. */
const COSTLY = 1e7;
const LEAST_POINTS = 4_000;
const FEW_BLOCKS = 2;

/**
 * Into how many blocks the rows of a plane are divided, by its points and the bins of the likelihood alone, so that it does not depend on workers;
 * evenly among up to four of them. Undefined for a plane that is not divided.
 */
export function numberOfBlocks({ x, y }: Pick<ContourPlan, 'x' | 'y'>, bins: number): number | undefined {
  const points = x.points * y.points;
  if (points < LARGE) return points >= LEAST_POINTS && points * bins >= COSTLY ? FEW_BLOCKS : undefined;
  const wanted = Math.ceil(points / POINTS_OF_BLOCK);
  const whole = wanted > 12 ? 12 : 4;
  return Math.min(x.points, y.points, whole * Math.ceil(wanted / whole));
}

/** The blocks of a plane; none of one that is not divided. */
export function rowBlocks({ blocks = 0 }: Pick<ContourPlan, 'blocks'>): RowBlock[] {
  return Array.from({ length: blocks }, (_, block) => ({ block, blocks }));
}

/** The rows of a block, out of so many. */
export function rowsOf({ block, blocks }: RowBlock, rows: number): { readonly from: number; readonly to: number } {
  return { from: Math.floor((block * rows) / blocks), to: Math.floor(((block + 1) * rows) / blocks) };
}

/** The number of the block that a row belongs to. */
export function blockOf(row: number, rows: number, blocks: number): number {
  return Math.floor(((row + 1) * blocks - 1) / rows);
}

/** Name of the stage that scans a block. */
export function rowsName({ block }: Pick<RowBlock, 'block'>): string {
  return `rows-${block}`;
}

/** Under which name the lines find the fitted nuisance parameters of a block. */
export function nuisancesName(block: RowBlock): string {
  return `${rowsName(block)}:nuisances`;
}

/** Name of the stage that draws the lines of a confidence level. */
export function linesName(level: number): string {
  return `lines-${level}`;
}

/** Blocks of rows, then the lines of each level. */
export function contourParts(plan: ContourPlan): AnalysisParts | undefined {
  const { x, y, fixed, confidence, degreesOfFreedom } = plan;
  const blocks = rowBlocks(plan);
  if (blocks.length === 0) return undefined;
  const division = { blocks: blocks.length };
  const rows = blocks.map(
    (block): AnalysisPart => ({
      name: rowsName(block),
      parameters: { part: 'rows' satisfies ContourPart, x, y, fixed, ...block },
      outputs: ['part', 'nuisances'],
    }),
  );
  const takes = rows.map(({ name }) => name);
  const lines = confidence.map(
    (each, k): AnalysisPart => ({
      name: linesName(k),
      parameters: { part: 'lines' satisfies ContourPart, x, y, fixed, confidence: each, degreesOfFreedom, ...division },
      takes: [...takes, ...blocks.map(nuisancesName)],
    }),
  );
  return { parts: [...rows, ...lines], takes: [...takes, ...lines.map(({ name }) => name)] };
}
