import { nearest } from '@cevns/language/nearest';
import type { CurvesFigure } from '@cevns/plotting/figures/curves';
import { figureKind } from '@cevns/plotting/figures/curves';
import { plainText } from '@cevns/plotting/frame';
import { writePdf } from '@cevns/plotting/pdf';
import { paintPng } from '@cevns/plotting/png';
import type { Drawing } from '@cevns/plotting/primitives';
import { drawFigure } from '@cevns/plotting/render-svg';
import { writeSvg } from '@cevns/plotting/svg';
import { figureWidthPt, themeOf } from '@cevns/plotting/theme';
import { type ResultFile, resultFile } from '@cevns/runner/materialise';
import type { Campaign } from '../generated/campaign.ts';
import { displayUnit } from '../outputs/display.ts';
import { CSS_PIXELS_PER_INCH, DEFAULT_RESOLUTION } from '../outputs/figure-resolution.ts';
import type { ConfigurationNumbers } from './campaign-report.ts';

/** A figure that a campaign asks for. */
export type CampaignFigure = NonNullable<Campaign['figures']>[number];

/** A value of an axis as a number and its unit; undefined if it is no number. */
export function numberWithUnit(text: string): { readonly value: number; readonly unit: string } | undefined {
  const [, number, unit] = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*)$/.exec(text) ?? [];
  return number === undefined ? undefined : { value: Number(number), unit: unit! };
}

/**
 * The figures of a campaign: a number of the summaries against an axis, a curve for every combination of values of the other axes.
 *
 * @param values of the axes as written, a row per configuration
 * @param numbers of the same configurations
 */
export function campaignFigures(
  figures: readonly CampaignFigure[],
  axes: readonly string[],
  values: readonly (readonly string[])[],
  numbers: readonly ConfigurationNumbers[],
): ResultFile[] {
  return figures.map((figure) => {
    const drawing = draw(figure, axes, values, numbers);
    return resultFile(`figures/${figure.file}`, bytesOf(drawing, figure));
  });
}

/** What to say of figures of a number that no configuration has; the figures say it, too. */
export function figureWarnings(figures: readonly CampaignFigure[], numbers: readonly ConfigurationNumbers[]): string[] {
  // Rows with the same columns share the list of their names.
  const names = [...new Set([...new Set(numbers.map((row) => row.names))].flat())];
  return figures.flatMap(({ file, y }) => {
    if (names.includes(y.number)) return [];
    const similar = nearest(y.number, names);
    const suggestion = similar === undefined ? '' : `; did you mean ${similar}?`;
    return [`figures/${file}: no configuration has the number ${y.number}${suggestion}`];
  });
}

/** A file by the end of its name. */
function bytesOf(drawing: Drawing, { file, resolution = DEFAULT_RESOLUTION }: CampaignFigure): Uint8Array {
  if (file.endsWith('.pdf')) return writePdf(drawing);
  if (file.endsWith('.png')) return paintPng(drawing, resolution / CSS_PIXELS_PER_INCH);
  return new TextEncoder().encode(writeSvg(drawing));
}

function draw(
  figure: CampaignFigure,
  axes: readonly string[],
  values: readonly (readonly string[])[],
  numbers: readonly ConfigurationNumbers[],
): Drawing {
  const theme = figure.theme ?? 'paper';
  const width = figure.width ?? 'column';
  const description = curvesOf(figure, axes, values, numbers);
  if (description !== undefined) return drawFigure(figureKind, description, { theme, width });
  // The other results of a campaign are there all the same: the figure says what it lacks.
  const looks = themeOf(theme);
  const message = `No configuration has the number ${figure.y.number}.`;
  const size = { width: figureWidthPt(width), height: 3 * looks.titleSize };
  return {
    ...size,
    title: message,
    description: message,
    items: [
      { kind: 'rect', x: 0, y: 0, ...size, fill: looks.background },
      { ...plainText(message, looks.legendSize, looks), x: looks.titleSize, y: 1.8 * looks.titleSize },
    ],
  };
}

/** The description; undefined if no configuration has the number. */
export function curvesOf(
  { x, y, title, annotations }: CampaignFigure,
  axes: readonly string[],
  values: readonly (readonly string[])[],
  numbers: readonly ConfigurationNumbers[],
): CurvesFigure | undefined {
  const along = axes.indexOf(x.axis);
  const others = axes.flatMap((_, axis) => {
    return axis !== along && new Set(values.map((row) => row[axis])).size > 1 ? [axis] : [];
  });
  const curves = new Map<string, [number, number][]>();
  values.forEach((row, i) => {
    const { names, cells } = numbers[i]!;
    const at = numberWithUnit(row[along]!);
    const column = names.indexOf(y.number);
    if (at === undefined || column < 0) return;
    const label = others.map((axis) => row[axis]!).join(', ');
    const points = curves.get(label) ?? [];
    curves.set(label, points);
    points.push([at.value, Number(cells[column])]);
  });
  if (curves.size === 0) return undefined;
  const unit = numberWithUnit(values[0]![along]!)?.unit ?? '';
  const last = (path: string) => path.slice(path.lastIndexOf('.') + 1).replaceAll('-', ' ');
  const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  const ends = (range: readonly number[] | undefined) =>
    range === undefined ? {} : { from: range[0]!, to: range[1]! };
  return {
    kind: 'curves',
    ...(title === undefined ? {} : { title }),
    ...(annotations === undefined ? {} : { annotations }),
    x: {
      label: x.label ?? capital(last(x.axis)),
      unit: x.unit ?? displayUnit(unit),
      scale: x.scale ?? 'linear',
      ...ends(x.range),
    },
    y: { label: y.label ?? capital(last(y.number)), unit: y.unit ?? '', scale: y.scale ?? 'linear', ...ends(y.range) },
    curves: [...curves].map(([label, points]) => ({
      label: label === '' ? (y.label ?? capital(last(y.number))) : label,
      pieces: [points.sort(([a], [b]) => a - b)],
      dots: true,
    })),
  };
}
