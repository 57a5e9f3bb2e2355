import type { Axis } from './axis.ts';
import type { Box } from './primitives.ts';

/** The map of an axis on paper: the value `from` lies at the coordinate `start`, `to` at `end`, in points. */
export interface PanelAxis {
  readonly label: string;
  readonly unit: string;
  readonly scale: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  /** Names in place of numbers: name i stands at i + 0.5. */
  readonly categories?: readonly string[];
}

/** A frame with its axes. */
export interface Panel {
  readonly name: string;
  readonly frame: Box;
  readonly x: PanelAxis;
  readonly y: PanelAxis;
}

interface Named {
  /** As groups of the drawing name it (`GroupItem.series`). */
  readonly name: string;
  /** In label markup. */
  readonly label: string;
  /** Index of its panel. */
  readonly panel: number;
}

/** Numbers behind what is drawn, in units of the axes. */
export type Series =
  | (Named & {
      readonly kind: 'bins';
      readonly edges: readonly number[];
      readonly values: readonly number[];
      /** Of a component that stands on those below it; its values are its own. */
      readonly stacked?: boolean;
      /** Counts per bin where the axis shows a density. */
      readonly counts?: readonly number[];
      readonly lower?: readonly number[];
      readonly upper?: readonly number[];
    })
  | (Named & {
      readonly kind: 'points';
      readonly x: readonly number[];
      readonly y: readonly number[];
      readonly counts?: readonly number[];
      readonly lower?: readonly number[];
      readonly upper?: readonly number[];
      readonly labels?: readonly string[];
    })
  | (Named & {
      readonly kind: 'curve';
      readonly pieces: readonly (readonly (readonly [x: number, y: number])[])[];
      readonly closed?: readonly boolean[];
    })
  | (Named & {
      readonly kind: 'cells';
      readonly xEdges: readonly number[];
      readonly yEdges: readonly number[];
      /** A row per y, from its lower end. */
      readonly values: readonly (readonly (number | null)[])[];
    });

/** What can be read off a drawing besides looking at it. */
export interface Reading {
  readonly panels: readonly Panel[];
  readonly series: readonly Series[];
}

/** The panel of a frame with two laid-out axes. */
export function panelOf(name: string, frame: Box, x: Axis, y: Axis): Panel {
  return {
    name,
    frame: { x: frame.x, y: frame.y, width: frame.width, height: frame.height },
    x: mapOf(x, frame.x, frame.x + frame.width),
    y: mapOf(y, frame.y + frame.height, frame.y),
  };
}

function mapOf({ description: { label, unit, scale, from, to } }: Axis, start: number, end: number): PanelAxis {
  return { label, unit, scale, from, to, start, end };
}

/** A name for a series that may stand in an attribute: letters, digits, dots, dashes. */
export function seriesName(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^-+|-+$/g, '');
  return plain === '' ? 'series' : plain;
}
