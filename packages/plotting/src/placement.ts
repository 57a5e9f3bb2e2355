import type { Block, LegendEntry } from './legend.ts';
import { legendBlock, remarksBlock } from './legend.ts';
import type { Box, GroupItem } from './primitives.ts';
import type { Theme } from './theme.ts';

/** True when two boxes share area. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The smallest box around points. */
export function boxAround(points: readonly { readonly x: number; readonly y: number }[]): Box {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Legend and remarks of a panel, placed. */
export interface Placed {
  readonly items: readonly GroupItem[];
  readonly boxes: readonly Box[];
}

const columnsAcross = 8;
const rowsDown = 10;

/**
 * Looks for places inside `frame` where legend and remarks cover no obstacle and not each other; null when there are none.
 * The legend prefers the upper right corner, remarks the upper left, one column is preferred to several.
 */
export function placeBlocks(
  frame: Box,
  entries: readonly LegendEntry[],
  remarks: readonly string[],
  obstacles: readonly Box[],
  theme: Theme,
): Placed | null {
  const inset = theme.majorTick + 0.4 * theme.legendSize;
  const inner = {
    x: frame.x + inset,
    y: frame.y + inset,
    width: frame.width - 2 * inset,
    height: frame.height - 2 * inset,
  };
  const note = remarks.length > 0 ? remarksBlock(remarks, inner.width, theme) : null;
  if (entries.length === 0) return note === null ? { items: [], boxes: [] } : placeOne(inner, note, obstacles, theme);
  for (let columns = 1; columns <= Math.min(3, entries.length); columns++) {
    const legend = legendBlock(entries, columns, inner.width, columns === 1 ? 0.4 : 0.9, theme);
    if (legend === null) continue;
    for (const corner of corners(inner, legend, 'right')) {
      const box = { ...corner, width: legend.width, height: legend.height };
      if (!isFree(box, obstacles, theme)) continue;
      if (note === null) return { items: [legend.draw(corner)], boxes: [box] };
      const second = placeOne(inner, note, [...obstacles, box], theme);
      if (second === null) continue;
      return { items: [legend.draw(corner), ...second.items], boxes: [box, ...second.boxes] };
    }
  }
  return null;
}

function placeOne(inner: Box, block: Block, obstacles: readonly Box[], theme: Theme): Placed | null {
  for (const corner of corners(inner, block, 'left')) {
    const box = { ...corner, width: block.width, height: block.height };
    if (isFree(box, obstacles, theme)) return { items: [block.draw(corner)], boxes: [box] };
  }
  return null;
}

function isFree(box: Box, obstacles: readonly Box[], theme: Theme): boolean {
  const margin = 0.35 * theme.legendSize;
  const wide = {
    x: box.x - margin,
    y: box.y - margin,
    width: box.width + 2 * margin,
    height: box.height + 2 * margin,
  };
  return !obstacles.some((obstacle) => overlaps(wide, obstacle));
}

/** Candidate corners from the top down; in each row the preferred side first, then the other, then in between. */
function* corners(inner: Box, block: Block, side: 'left' | 'right'): Generator<{ x: number; y: number }> {
  const spareX = inner.width - block.width;
  const spareY = inner.height - block.height;
  if (spareX < -1e-6 || spareY < 0) return;
  const steps = Array.from({ length: columnsAcross + 1 }, (_, i) => i / columnsAcross);
  const across = side === 'left' ? steps : steps.reverse();
  const ordered = [across[0] ?? 0, across[columnsAcross] ?? 0, ...across.slice(1, columnsAcross)];
  for (let row = 0; row <= rowsDown; row++) {
    for (const fraction of ordered) {
      yield { x: inner.x + Math.max(0, spareX) * fraction, y: inner.y + (spareY * row) / rowsDown };
    }
  }
}
