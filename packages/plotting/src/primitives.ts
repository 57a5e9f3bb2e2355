import type { Reading } from './reading.ts';

/**
 * A drawing as data: what every figure kind produces and every writer (SVG, PDF, and PNG by way of SVG) consumes.
 * Lengths are points (1/72 inch), y grows downwards, colours are `#rrggbb`.
 */

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** A sentence or two for readers who do not see the picture. */
  readonly title: string;
  readonly description: string;
  readonly items: readonly DrawingItem[];
  /** The numbers behind it, for readers that show them. */
  readonly reading?: Reading;
}

export type DrawingItem = PathItem | RectItem | LineItem | TextItem | GroupItem;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Parallel strokes over a transparent ground; the angle is counted from the x axis, in degrees. */
export interface Hatch {
  readonly kind: 'hatch';
  readonly color: string;
  readonly spacing: number;
  readonly lineWidth: number;
  readonly angle: number;
}

export type Fill = string | Hatch;

export interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly dash?: readonly number[];
}

interface Painted {
  readonly fill?: Fill;
  readonly opacity?: number;
  readonly stroke?: Stroke;
}

export type PathCommand =
  | { readonly op: 'M' | 'L'; readonly x: number; readonly y: number }
  | {
      readonly op: 'C';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly op: 'Z' };

export interface PathItem extends Painted {
  readonly kind: 'path';
  readonly commands: readonly PathCommand[];
}

export interface RectItem extends Painted, Box {
  readonly kind: 'rect';
}

export interface LineItem {
  readonly kind: 'line';
  readonly from: Point;
  readonly to: Point;
  readonly stroke: Stroke;
}

export interface Font {
  readonly family: FontFamily;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

export type FontFamily = 'STIX Two Text' | 'Source Sans 3';

/**
 * A stretch of text in one size. In points: `rise` lifts it above (positive) or below the base line, `shift` moves it right (negative:
 * left) of where the run before it ended, which sets one script above the other.
 */
export interface TextRun {
  readonly text: string;
  readonly size: number;
  readonly rise: number;
  readonly shift: number;
}

/** A line of text anchored at its base line, turned about the anchor by `rotation` degrees (clockwise on paper). */
export interface TextItem extends Point {
  readonly kind: 'text';
  readonly runs: readonly TextRun[];
  readonly font: Font;
  readonly color: string;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly rotation?: number;
}

/** `role` names the meaning of a group ("data", "legend", "axis-x"), for tests, style sheets and interactive readers. */
export interface GroupItem {
  readonly kind: 'group';
  readonly role: string;
  readonly label?: string;
  /** The series of the drawing's reading that the group shows. */
  readonly series?: string;
  readonly clip?: Box;
  readonly items: readonly DrawingItem[];
}

/** Every item of a drawing that is not a group, in the order of painting, with the roles of the groups around it. */
export function* leaves(
  items: readonly DrawingItem[],
  roles: readonly string[] = [],
): Generator<{ readonly item: Exclude<DrawingItem, GroupItem>; readonly roles: readonly string[] }> {
  for (const item of items) {
    if (item.kind === 'group') yield* leaves(item.items, [...roles, item.role]);
    else yield { item, roles };
  }
}

/** The straight-line path through points; closed when asked. */
export function polyline(points: readonly Point[], closed = false): PathCommand[] {
  const commands: PathCommand[] = points.map((point, index) => ({
    op: index === 0 ? 'M' : 'L',
    x: point.x,
    y: point.y,
  }));
  if (closed) commands.push({ op: 'Z' });
  return commands;
}

/** A circle as four Bezier arcs (error below 0.03 % of the radius), so that every writer knows only paths. */
export function circle(center: Point, radius: number): PathCommand[] {
  const k = 0.5522847498 * radius;
  const { x, y } = center;
  const r = radius;
  return [
    { op: 'M', x: x + r, y },
    { op: 'C', x1: x + r, y1: y + k, x2: x + k, y2: y + r, x, y: y + r },
    { op: 'C', x1: x - k, y1: y + r, x2: x - r, y2: y + k, x: x - r, y },
    { op: 'C', x1: x - r, y1: y - k, x2: x - k, y2: y - r, x, y: y - r },
    { op: 'C', x1: x + k, y1: y - r, x2: x + r, y2: y - k, x: x + r, y },
    { op: 'Z' },
  ];
}
