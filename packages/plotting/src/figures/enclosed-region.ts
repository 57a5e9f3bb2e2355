import type { Box, Point } from '../primitives.ts';
import type { LinePiece } from './clipped-line.ts';

/** Twice the area that a polygon encloses on paper; negative if it runs counter-clockwise as one sees it. */
export function turningArea(points: readonly Point[]): number {
  return points.reduce((sum, { x, y }, i) => {
    const next = points[(i + 1) % points.length]!;
    return sum + x * next.y - next.x * y;
  }, 0);
}

/**
 * The region of a frame that lies to the left of all lines, as polygons whose winding number is 1 in the region and 0 elsewhere.
 *
 * Lines that do not cross cut the frame into parts, and the region changes from in to out at each of them. An open line is closed along the frame
 * on the side away from the upper left corner, so that polygons are nested or apart. If then the outermost one goes around what is not in the region,
 * the whole frame is one more polygon.
 *
 * Empty without lines, and where an open line ends inside the frame: then it has no two sides.
 */
export function enclosedRegion(pieces: readonly LinePiece[], frame: Box): (readonly Point[])[] {
  const polygons: (readonly Point[])[] = [];
  for (const { closed, points } of pieces) {
    const polygon = closed ? points : closedAlongFrame(points, frame);
    if (polygon === null) return [];
    polygons.push(polygon);
  }
  const areas = polygons.map(turningArea);
  const outermost = areas.reduce((largest, area) => (Math.abs(area) > Math.abs(largest) ? area : largest), 0);
  return outermost > 0 ? [boundary(frame), ...polygons] : polygons;
}

/** The stretches of a region in bars of a height, as boxes. */
export function regionBoxes(polygons: readonly (readonly Point[])[], frame: Box, step: number): Box[] {
  const boxes: Box[] = [];
  for (let y = frame.y; y < frame.y + frame.height; y += step) {
    const crossings = polygons.flatMap((polygon) => crossingsAt(y + step / 2, polygon)).sort((a, b) => a.x - b.x);
    let winding = 0;
    crossings.forEach(({ x, turn }, i) => {
      winding += turn;
      const end = crossings[i + 1]?.x;
      if (winding !== 0 && end !== undefined && end > x) boxes.push({ x, y, width: end - x, height: step });
    });
  }
  return boxes;
}

function crossingsAt(y: number, polygon: readonly Point[]): { x: number; turn: number }[] {
  return polygon.flatMap((a, i) => {
    const b = polygon[(i + 1) % polygon.length]!;
    if (a.y < y === b.y < y) return [];
    return [{ x: a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x), turn: a.y < y ? 1 : -1 }];
  });
}

/** The frame as a polygon that has its inside to the left. */
function boundary({ x, y, width, height }: Box): Point[] {
  return [
    { x, y },
    { x, y: y + height },
    { x: x + width, y: y + height },
    { x: x + width, y },
  ];
}

function closedAlongFrame(points: readonly Point[], frame: Box): readonly Point[] | null {
  const [from, to] = [placeOnFrame(points.at(-1)!, frame), placeOnFrame(points[0]!, frame)];
  if (from === null || to === null) return null;
  const { x, y, width, height } = frame;
  const corners = [
    { place: width, x: x + width, y },
    { place: width + height, x: x + width, y: y + height },
    { place: 2 * width + height, x, y: y + height },
  ].filter(({ place }) => place > Math.min(from, to) && place < Math.max(from, to));
  const ordered = from < to ? corners : corners.reverse();
  return [...points, ...ordered.map((corner): Point => ({ x: corner.x, y: corner.y }))];
}

/** Distance along the frame from its upper left corner, clockwise; null for a point that is not on it. */
function placeOnFrame(at: Point, { x, y, width, height }: Box): number | null {
  const on = (a: number, b: number) => Math.abs(a - b) < 1e-6;
  if (on(at.y, y)) return at.x - x;
  if (on(at.x, x + width)) return width + at.y - y;
  if (on(at.y, y + height)) return width + height + (x + width - at.x);
  if (on(at.x, x)) return 2 * width + height + (y + height - at.y);
  return null;
}
