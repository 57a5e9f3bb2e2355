import type { Font, Hatch } from './primitives.ts';

export type ThemeName = 'paper' | 'screen' | 'dark';
export type FigureWidth = 'column' | 'double';

/** Everything about looks that is not data: fonts, sizes in points, line widths, colours. */
export interface Theme {
  readonly name: ThemeName;
  readonly font: Font;
  /** Sizes of axis titles, tick labels and legend text. */
  readonly titleSize: number;
  readonly tickSize: number;
  readonly legendSize: number;
  readonly frameWidth: number;
  readonly lineWidth: number;
  readonly markerRadius: number;
  readonly majorTick: number;
  readonly minorTick: number;
  readonly ink: string;
  readonly muted: string;
  readonly background: string;
  readonly band: string;
  readonly highlight: string;
  /** Colours of areas and of lines, in the order of use. */
  readonly fills: readonly string[];
  readonly lines: readonly string[];
}

/**
 * Fills: the "light" scheme of P. Tol (Colour Schemes, SRON/EPS/TN/09-002, 2021), distinct in normal and colour-blind vision and light
 * enough for black points and hatches on top; grey first, for what is usually the largest background.
 */
const fills = ['#dddddd', '#77aadd', '#eedd88', '#ee8866', '#44bb99', '#ffaabb', '#99ddff', '#aaaa00'] as const;

/** Lines after Okabe and Ito (Color Universal Design, 2008), dark enough for thin strokes on white. */
const lines = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#000000'] as const;

const paper: Theme = {
  name: 'paper',
  font: { family: 'STIX Two Text' },
  titleSize: 9,
  tickSize: 8,
  legendSize: 7.5,
  frameWidth: 0.6,
  lineWidth: 0.9,
  markerRadius: 1.5,
  majorTick: 4,
  minorTick: 2,
  ink: '#000000',
  muted: '#5a5a5a',
  background: '#ffffff',
  band: '#333333',
  highlight: '#d55e00',
  fills,
  lines,
};

const screen: Theme = {
  ...paper,
  name: 'screen',
  font: { family: 'Source Sans 3' },
  titleSize: 11,
  tickSize: 10,
  legendSize: 9.5,
  frameWidth: 0.8,
  lineWidth: 1.2,
  markerRadius: 2.1,
  majorTick: 5.5,
  minorTick: 3,
  ink: '#1b1b1b',
};

/** The fills again, dark enough for white points and hatches on top. */
const darkFills = ['#4b525c', '#2d6a9f', '#877021', '#a84a30', '#1f7a62', '#94506d', '#2f7f9b', '#6c6c12'] as const;

/** The lines again, bright enough for thin strokes on a dark ground. */
const darkLines = ['#5cb8f2', '#f0924b', '#33c79d', '#e39cc6', '#9ad4f5', '#f2c14e', '#f2f2f2'] as const;

/** A theme in the colours of a dark page; sizes stay, so that everything lies where it lay. */
export function darkened(theme: Theme): Theme {
  return {
    ...theme,
    name: 'dark',
    ink: '#e8e8e8',
    muted: '#a9b0b8',
    background: '#15191e',
    band: '#d5d5d5',
    highlight: '#f0924b',
    fills: darkFills,
    lines: darkLines,
  };
}

const themes: Readonly<Record<ThemeName, Theme>> = { paper, screen, dark: darkened(screen) };

/** The theme of a name. */
export function themeOf(name: ThemeName): Theme {
  return themes[name];
}

/** Total width of a figure in points: one column (86 mm) or two (178 mm) of a two-column journal. */
export function figureWidthPt(width: FigureWidth): number {
  return ((width === 'column' ? 86 : 178) / 25.4) * 72;
}

/** A colour laid over `ground` with an opacity: 1 is the colour itself, 0 the ground. */
export function mixed(color: string, ground: string, opacity: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [own, other] = [color, ground].map((each) => Number.parseInt(each.slice(at, at + 2), 16));
    return Math.round(other! + opacity * (own! - other!))
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

/** Angles of the hatches that tell fills of about the same lightness apart in grey print; null for none. One per fill. */
const HATCH_ANGLES = [null, 45, 90, null, 0, 45, 0, 90] as const;
const ANGLES = [null, 45, 90, 0] as const;

/** The fill of a place in the order of use and, where another fill is as light in grey print or has the same colour, the hatch on it. */
export function fillAt(place: number, theme: Theme): { readonly color: string; readonly hatch: Hatch | null } {
  const count = theme.fills.length;
  const color = theme.fills[place % count]!;
  const first = ANGLES.indexOf(HATCH_ANGLES[place % count]!);
  const angle = ANGLES[(first + Math.floor(place / count)) % ANGLES.length]!;
  return { color, hatch: angle === null ? null : hatchOn(color, angle, theme) };
}

/** Thin lines on a fill, in a stronger tone of it. */
export function hatchOn(color: string, angle: number, theme: Theme): Hatch {
  return { kind: 'hatch', color: mixed(color, theme.ink, 0.6), spacing: 3.4, lineWidth: 0.4, angle };
}
