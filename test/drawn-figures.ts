/** The figures that a store holds, as their stages described them. */
import fs from 'node:fs';
import { join } from 'node:path';
import type { FigureBase, FigureKind } from '@cevns/plotting/figures/figure';
import { type Figure, figureKinds } from '@cevns/plotting/figures/registry';
import type { Panel } from '@cevns/plotting/reading';
import { drawFigure } from '@cevns/plotting/render-svg';
import { plainLabel } from '@cevns/plotting/text';
import { textClashes } from '@cevns/plotting/text-clashes';
import { Store } from '@cevns/runner/store';

export interface StoredFigure {
  readonly title: string;
  readonly figure: Figure;
  readonly panels: readonly Panel[];
  readonly theme: 'paper' | 'screen' | 'dark';
  readonly width: 'column' | 'double';
}

/** Every figure in a store, each description once. */
export function storedFigures(folder: string): StoredFigure[] {
  const store = new Store(folder);
  const found = new Map<string, StoredFigure>();
  for (const file of fs.readdirSync(join(folder, 'ac'), { recursive: true, encoding: 'utf8' })) {
    const record = store.record(file.slice(file.lastIndexOf('/') + 1));
    const { data } = (record?.kind === 'figure' ? record.outputs : {}) as Record<string, never>;
    if (record === undefined || data === undefined) continue;
    const { title, figure, panels } = store.artifact(data).json() as unknown as StoredFigure;
    const { theme, width } = record.parameters as unknown as StoredFigure;
    found.set(JSON.stringify([figure, theme, width]), { title, figure, panels, theme, width });
  }
  return [...found.values()];
}

/** Numbers without a unit by nature. */
const DIMENSIONLESS =
  /strength|ε|sin|ξ|^g$|g_|α|F90|[Rr]elative|Data \/ total|Events|Toys|Δln L|Pull|Efficiency|\|F\||significance|Standard Model|Fraction|Posterior|Draws|flux|^$/;

/** What is wrong with a figure to the eye: texts that are cut or cover each other in any width, axes that say no unit and need one. */
export async function figureFaults({ figure, panels, theme, width }: StoredFigure): Promise<string[]> {
  const module = (await import(figureKinds[figure.kind])) as { readonly figureKind: FigureKind<FigureBase> };
  const drawing = drawFigure(module.figureKind, figure, { theme, width });
  const units = panels.flatMap(({ x, y }) =>
    [x, y].flatMap(({ label, unit, categories }) => {
      if (unit !== '' || categories !== undefined || DIMENSIONLESS.test(plainLabel(label))) return [];
      return [`the axis "${plainLabel(label)}" has no unit`];
    }),
  );
  return [...textClashes(drawing), ...units];
}
