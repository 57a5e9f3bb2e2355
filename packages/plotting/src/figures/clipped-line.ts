import type { Box, Point } from '../primitives.ts';

/** A connected piece of a line inside a frame, in the direction of the line; a closed one does not repeat its first point. */
export interface LinePiece {
  readonly closed: boolean;
  readonly points: readonly Point[];
}

/** Ends as near as this to the frame, in points, are meant to be on it: vertices are printed with nine digits. */
const SNAP = 0.05;

/**
 * The parts of a line that lie in a frame: no vertex is outside, and a part that leaves the frame ends on it (Liang and Barsky, ACM Trans. Graph. 3
 * (1984) 1, for each segment). A closed line that stays inside is given back whole; one that leaves becomes open pieces.
 */
export function clippedLine(points: readonly Point[], closed: boolean, frame: Box): LinePiece[] {
  const corners = points.map((point) => snapped(point, frame));
  if (closed && corners.length > 2 && corners.every((point) => isInside(point, frame)))
    return [{ closed, points: corners }];
  const pieces: Point[][] = [];
  const segments = closed ? corners.length : corners.length - 1;
  for (let i = 0; i < segments; i++) {
    const inside = clippedSegment(corners[i]!, corners[(i + 1) % corners.length]!, frame);
    if (inside === null) continue;
    const [from, to] = inside;
    const last = pieces.at(-1);
    if (last !== undefined && isSame(last.at(-1)!, from)) last.push(to);
    else pieces.push([from, to]);
  }
  // A closed line that was left where its list of points begins is one piece there.
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (closed && first !== last && first !== undefined && last !== undefined && isSame(last.at(-1)!, first[0]!)) {
    pieces[0] = [...last, ...first.slice(1)];
    pieces.pop();
  }
  return pieces.map((piece) => ({ closed: false, points: piece }));
}

function snapped({ x, y }: Point, { x: left, y: top, width, height }: Box): Point {
  const to = (value: number, edges: readonly number[]) => edges.find((edge) => Math.abs(value - edge) < SNAP) ?? value;
  return { x: to(x, [left, left + width]), y: to(y, [top, top + height]) };
}

function isInside({ x, y }: Point, frame: Box): boolean {
  return x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height;
}

function isSame(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y;
}

/** The part of a segment inside a frame; null if there is none or it is only a point. */
function clippedSegment(a: Point, b: Point, frame: Box): readonly [Point, Point] | null {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  let [from, to] = [0, 1];
  const sides: readonly (readonly [number, number])[] = [
    [-dx, a.x - frame.x],
    [dx, frame.x + frame.width - a.x],
    [-dy, a.y - frame.y],
    [dy, frame.y + frame.height - a.y],
  ];
  for (const [outward, room] of sides) {
    if (outward === 0) {
      if (room < 0) return null;
    } else if (outward < 0) from = Math.max(from, room / outward);
    else to = Math.min(to, room / outward);
  }
  if (from >= to) return null;
  const at = (t: number): Point => ({
    x: Math.min(frame.x + frame.width, Math.max(frame.x, a.x + t * dx)),
    y: Math.min(frame.y + frame.height, Math.max(frame.y, a.y + t * dy)),
  });
  return [from === 0 ? a : at(from), to === 1 ? b : at(to)];
}
