import type { Panel, PanelAxis } from '../../reading.ts';

/** The value of an axis at a coordinate of the drawing. */
export function valueAt({ scale, from, to, start, end }: PanelAxis, at: number): number {
  const share = (at - start) / (end - start);
  return scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
}

/** The coordinate of a value. */
export function placeOf({ scale, from, to, start, end }: PanelAxis, value: number): number {
  const share = scale === 'log' ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  return start + (end - start) * share;
}

/** The panel that a point of the drawing lies in. */
export function panelAt(panels: readonly Panel[], x: number, y: number): number {
  return panels.findIndex(
    ({ frame }) => x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height,
  );
}
