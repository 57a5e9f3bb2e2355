import { gaussLegendre } from '@cevns/numerics/quadrature';
import { brentRoot } from '@cevns/numerics/root-finding/brent';

const NODES = 12;
/** Share of the whole integral that the last terms of a panel's polynomial may have before the panel is halved. */
const RESOLVED = 1e-6;
/** Panels are halved no more often than this. */
const MOST_HALVINGS = 30;

/** A part of the range, and the integral over it. */
interface Panel {
  readonly from: number;
  readonly to: number;
  readonly integral: number;
  /** What the last two Legendre polynomials in the density contribute at most. */
  readonly unresolved: number;
  readonly halvings: number;
}

/**
 * The x below which a density has a share of its integral. Panels in which a polynomial does not describe it are halved.
 *
 * @param edges of the panels, ascending
 * @returns NaN where the density is nowhere above 0, or not a number
 */
export function densityQuantile(density: (x: number) => number, edges: readonly number[], share: number): number {
  const panels = resolvedPanels(density, edges);
  const wanted = share * whole(panels);
  if (!(wanted > 0 && wanted < Number.POSITIVE_INFINITY)) return Number.NaN;
  let below = 0;
  let k = 0;
  while (k < panels.length - 1 && below + panels[k]!.integral < wanted) below += panels[k++]!.integral;
  const panel = panels[k]!;
  const rest = (x: number) => below + panelBetween(density, panel.from, x, 0).integral - wanted;
  return brentRoot(rest, panel.from, panel.to, { tolerance: 1e-11 * (panel.to - edges[0]!) }).x;
}

/** The integral of a density, by the same panels. */
export function densityIntegral(density: (x: number) => number, edges: readonly number[]): number {
  return whole(resolvedPanels(density, edges));
}

function resolvedPanels(density: (x: number) => number, edges: readonly number[]): readonly Panel[] {
  let panels = edges.slice(1).map((to, k) => panelBetween(density, edges[k]!, to, 0));
  for (;;) {
    const most = RESOLVED * whole(panels);
    const isCoarse = ({ unresolved, halvings }: Panel) => unresolved > most && halvings < MOST_HALVINGS;
    if (!panels.some(isCoarse)) return panels;
    panels = panels.flatMap((panel) => (isCoarse(panel) ? halvesOf(density, panel) : [panel]));
  }
}

function whole(panels: readonly Panel[]): number {
  return panels.reduce((sum, { integral }) => sum + integral, 0);
}

function halvesOf(density: (x: number) => number, { from, to, halvings }: Panel): Panel[] {
  const middle = 0.5 * (from + to);
  return [panelBetween(density, from, middle, halvings + 1), panelBetween(density, middle, to, halvings + 1)];
}

function panelBetween(density: (x: number) => number, from: number, to: number, halvings: number): Panel {
  const { nodes, weights } = gaussLegendre(NODES);
  const coefficients = new Float64Array(NODES);
  for (let i = 0; i < NODES; i++) {
    const t = nodes[i]!;
    const value = weights[i]! * density(0.5 * (from + to) + 0.5 * (to - from) * t);
    let [before, polynomial] = [0, 1];
    for (let k = 0; k < NODES; k++) {
      coefficients[k]! += (k + 0.5) * polynomial * value;
      [before, polynomial] = [polynomial, ((2 * k + 1) * t * polynomial - k * before) / (k + 1)];
    }
  }
  const last = Math.abs(coefficients[NODES - 2]!) + Math.abs(coefficients[NODES - 1]!);
  return { from, to, integral: (to - from) * coefficients[0]!, unresolved: (to - from) * last, halvings };
}
