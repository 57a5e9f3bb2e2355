import { type Block, type LegendEntry, legendBlock, remarksBlock } from './legend.ts';
import { PlottingError } from './plotting-error.ts';
import type { Theme } from './theme.ts';

/** Entries of a column that is long. */
const LONG_COLUMN = 6;

/** What stands within the frame, and what above it. */
export interface LegendPlace {
  readonly entries: readonly LegendEntry[];
  readonly remarks: readonly string[];
  readonly above: Block | null;
}

/** Where legend and remarks may stand, the best first: both within the frame; the legend above it; both above it. */
export function* legendPlaces(
  entries: readonly LegendEntry[],
  remarks: readonly string[],
  room: number,
  theme: Theme,
): Generator<LegendPlace> {
  yield { entries, remarks, above: null };
  yield { entries: [], remarks, above: blockAbove(entries, [], room, theme) };
  yield { entries: [], remarks: [], above: blockAbove(entries, remarks, room, theme) };
}

/**
 * Legend, and remarks below it, for the room above a frame: the legend in as many columns as fit at its full size. Null where there is neither.
 *
 * @throws PlottingError if an entry is far too long
 */
export function blockAbove(
  entries: readonly LegendEntry[],
  remarks: readonly string[],
  room: number,
  theme: Theme,
): Block | null {
  const blocks = [
    ...(entries.length === 0 ? [] : [inColumns(entries, room, theme)]),
    ...(remarks.length === 0 ? [] : [remarksBlock(remarks, room, theme)]),
  ];
  if (blocks.length === 0) return null;
  const gap = 0.3 * theme.legendSize;
  const width = Math.max(...blocks.map((block) => block.width));
  const height = blocks.reduce((sum, block) => sum + block.height, (blocks.length - 1) * gap);
  return {
    width,
    height,
    draw: ({ x, y }) => {
      let top = y;
      const items = blocks.map((block) => {
        const drawn = block.draw({ x, y: top });
        top += block.height + gap;
        return drawn;
      });
      return items.length === 1 ? items[0]! : { kind: 'group', role: 'above', items };
    },
  };
}

/** Where such a block begins: at the frame, or so far left of it that it ends on the sheet. */
export function besideOf(block: Block, left: number, sheetWidth: number): number {
  return Math.max(2, Math.min(left, sheetWidth - block.width - 2));
}

/** Room between such a block and the frame, in points. */
export function gapBelow(block: Block | null, theme: Theme): number {
  return block === null ? 0 : 0.6 * theme.legendSize;
}

/** In as many columns as fit at the full size, a little smaller where one column would be long. */
function inColumns(entries: readonly LegendEntry[], room: number, theme: Theme): Block {
  const sizes = entries.length > LONG_COLUMN ? [1, 0.85] : [1];
  for (const smallest of sizes) {
    for (let columns = Math.min(4, entries.length); columns >= 2; columns--) {
      const block = legendBlock(entries, columns, room, smallest, theme);
      if (block !== null) return block;
    }
  }
  const column = legendBlock(entries, 1, room, 0.4, theme);
  if (column !== null) return column;
  throw new PlottingError('figure-range-invalid', 'legend', 'the legend has no room: shorter entries are needed');
}
