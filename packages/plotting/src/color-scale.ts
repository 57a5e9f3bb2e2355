import type { Theme } from './theme.ts';
import { mixed } from './theme.ts';

/**
 * Colours of a sequential and a diverging scale, after ColorBrewer 2.0 (C. Brewer, YlGnBu and RdBu): lightness alone tells the order, in normal
 * and colour-blind vision and in grey print.
 */
const sequential = ['#ffffd9', '#c7e9b4', '#7fcdbb', '#41b6c4', '#1d91c0', '#225ea8', '#0c2c84'] as const;
const diverging = ['#2166ac', '#67a9cf', '#d1e5f0', '#f7f7f7', '#fddbc7', '#ef8a62', '#b2182b'] as const;
const divergingOnDark = ['#6fb0e6', '#3f79ad', '#26435c', '#20252b', '#5c332b', '#b05a40', '#f3936f'] as const;

export type ColorScaleKind = 'sequential' | 'diverging';

/** The colour at a fraction from 0 to 1 of a scale; little is near to the ground on paper and on a dark page. */
export function colorAt(fraction: number, kind: ColorScaleKind, theme: Theme): string {
  const isDark = theme.name === 'dark';
  const steps =
    kind === 'sequential' ? (isDark ? [...sequential].reverse() : sequential) : isDark ? divergingOnDark : diverging;
  const at = Math.min(1, Math.max(0, fraction)) * (steps.length - 1);
  const below = Math.min(steps.length - 2, Math.floor(at));
  return mixed(steps[below + 1]!, steps[below]!, at - below);
}

/** Black or white, whichever reads better on a colour. */
export function inkOn(color: string): string {
  return luminance(color) > 0.18 ? '#000000' : '#ffffff';
}

/** The least contrast of a line with its ground (WCAG 2, 1.4.11). */
const LEAST_CONTRAST = 3;

/** A colour that was chosen for paper, on a dark page so much lighter that a line in it is seen. */
export function lineOn(color: string, theme: Theme): string {
  if (theme.name !== 'dark') return color;
  const ground = luminance(theme.background);
  const steps = Array.from({ length: 11 }, (_, i) => mixed(theme.ink, color, i / 10));
  return steps.find((each) => (luminance(each) + 0.05) / (ground + 0.05) >= LEAST_CONTRAST) ?? theme.ink;
}

/** Relative luminance of WCAG 2. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
