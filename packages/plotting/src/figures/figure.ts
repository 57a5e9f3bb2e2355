import type { ScaleKind } from '../axis.ts';
import { PlottingError } from '../plotting-error.ts';
import type { Drawing } from '../primitives.ts';
import type { FigureWidth, Theme } from '../theme.ts';
import type { FigureNote } from './notes.ts';

/**
 * What every figure description has. Descriptions are data only (JSON): labels in the markup of `parseLabel`, numbers, colours as
 * `#rrggbb`; a figure kind turns one into a drawing.
 */
export interface FigureBase {
  readonly kind: string;
  readonly title?: string;
  /** Remarks inside the frame, one per line: experiment, exposure, quality of the fit. */
  readonly annotations?: readonly string[];
  /** Words at places in the frame. */
  readonly notes?: readonly FigureNote[];
}

export interface FigureStyle {
  readonly theme: Theme;
  readonly width: FigureWidth;
}

/** A figure kind: one file that exports `figureKind` and has a line in the registry. */
export interface FigureKind<Description extends FigureBase> {
  readonly draw: (figure: Description, style: FigureStyle) => Drawing;
}

/** Refuses an empty list and anything that is not a finite number. */
export function checkNumbers(values: readonly number[], where: string): void {
  if (values.length === 0) throw new PlottingError('figure-empty', where, 'expected at least one number, found none');
  values.forEach((value, index) => {
    checkNumber(value, `${where}[${index}]`);
  });
}

/** Refuses what is not a finite number. */
export function checkNumber(value: number, where: string): void {
  if (!Number.isFinite(value)) {
    throw new PlottingError('figure-not-finite', where, `expected a finite number, found ${String(value)}`);
  }
}

/** Refuses lists that do not have one finite number per bin. */
export function checkPerBin(values: readonly number[], bins: number, where: string): void {
  checkNumbers(values, where);
  if (values.length !== bins) {
    throw new PlottingError(
      'figure-length-mismatch',
      where,
      `expected ${bins} numbers, one per bin, found ${values.length}`,
    );
  }
}

/** Refuses numbers that do not increase strictly; `least` is how many there have to be. */
export function checkIncreasing(values: readonly number[], least: number, where: string): void {
  checkNumbers(values, where);
  if (values.length < least) {
    throw new PlottingError('figure-empty', where, `expected at least ${least} numbers, found ${values.length}`);
  }
  for (let i = 1; i < values.length; i++) {
    if (!(values[i]! > values[i - 1]!)) {
      throw new PlottingError(
        'figure-edges-not-increasing',
        `${where}[${i}]`,
        `expected more than ${values[i - 1]}, found ${values[i]}`,
      );
    }
  }
}

/** Refuses a colour that is not `#rrggbb`. */
export function checkColor(color: string, where: string): void {
  if (!/^#[0-9a-fA-F]{6}$/.test(color)) {
    throw new PlottingError('figure-color-invalid', where, `expected a colour such as #0072b2, found "${color}"`);
  }
}

/** Refuses a range that is empty, or not positive on a log axis. */
export function checkRange(from: number, to: number, scale: ScaleKind, where: string): void {
  checkNumber(from, where);
  checkNumber(to, where);
  if (!(to > from))
    throw new PlottingError('figure-range-invalid', where, `expected from < to, found ${from} to ${to}`);
  if (scale === 'log' && from <= 0) {
    throw new PlottingError('figure-range-invalid', where, `a log axis needs positive values, found ${from}`);
  }
}

/** A range enlarged at its upper end so that its length on the axis grows by `factor`. */
export function stretched(from: number, to: number, scale: ScaleKind, factor: number): number {
  return scale === 'log' ? from * (to / from) ** factor : from + (to - from) * factor;
}
