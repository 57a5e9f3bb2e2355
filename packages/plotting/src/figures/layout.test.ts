import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { overlaps } from '../placement.ts';
import { leaves } from '../primitives.ts';
import { drawFigure, renderSvg } from '../render-svg.ts';
import { textBox } from '../text.ts';
import { textClashes } from '../text-clashes.ts';
import type { FigureBase, FigureKind } from './figure.ts';
import { type Figure, figureKinds } from './registry.ts';

/** Every example of every kind, in every theme and width: what must be true of all figures. */
const folder = new URL('./fixtures/', import.meta.url);
const names = readdirSync(folder).map((file) => file.replace('.json', ''));
const looks = (['paper', 'screen', 'dark'] as const).flatMap((theme) =>
  (['column', 'double'] as const).map((width) => ({ theme, width })),
);

/** Less than this between two texts and they read as touching, in points. */
const HAIR = 1;

async function example(name: string): Promise<{ figure: Figure; kind: FigureKind<FigureBase> }> {
  const figure = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Figure;
  const module = (await import(figureKinds[figure.kind])) as { figureKind: FigureKind<FigureBase> };
  return { figure, kind: module.figureKind };
}

test('every kind has an example', async () => {
  const kinds = await Promise.all(names.map(async (name) => (await example(name)).figure.kind));
  expect(new Set(kinds)).toEqual(new Set(Object.keys(figureKinds)));
});

test.each(names)('%s: no text is cut, none covers another', async (name) => {
  const { figure, kind } = await example(name);
  for (const look of looks) expect(textClashes(drawFigure(kind, figure, look)), JSON.stringify(look)).toEqual([]);
});

test.each(names)('%s: the title of a y axis keeps off its numbers', async (name) => {
  const { figure, kind } = await example(name);
  for (const look of looks) {
    const texts = [...leaves(drawFigure(kind, figure, look).items)].flatMap(({ item, roles }) =>
      item.kind === 'text' && roles.includes('axis-labels') ? [item] : [],
    );
    const titles = texts.filter(({ rotation }) => rotation === -90).map(textBox);
    const numbers = texts.filter(({ rotation }) => rotation === undefined).map(textBox);
    for (const title of titles) {
      const near = { ...title, x: title.x - HAIR, width: title.width + 2 * HAIR };
      for (const number of numbers) expect(overlaps(near, number), JSON.stringify(look)).toBe(false);
    }
  }
});

test.each(names)('%s: groups that name a series have one to read off, and every series is shown', async (name) => {
  const { figure, kind } = await example(name);
  const drawing = drawFigure(kind, figure, { theme: 'paper' });
  const named = [...renderSvg(kind, figure, { theme: 'paper' }).matchAll(/data-series="([^"]*)"/g)].map(
    (match) => match[1]!,
  );
  const { panels = [], series = [] } = drawing.reading ?? {};
  const known = series.map((each) => each.name);
  expect(new Set(known).size).toBe(known.length);
  for (const each of series) {
    expect(each.name).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(panels[each.panel]).toBeDefined();
  }
  // The band of a projection is that of its total, and its ratio is drawn without a name.
  for (const each of named) expect([...known, 'band']).toContain(each);
  for (const each of known) if (each !== 'ratio') expect(named).toContain(each);
});

test.each(names)('%s: what can be read off lies where it is drawn', async (name) => {
  const { figure, kind } = await example(name);
  const { reading, width, height } = drawFigure(kind, figure, { theme: 'paper' });
  for (const { frame, x, y } of reading?.panels ?? []) {
    expect([x.start, x.end]).toEqual([frame.x, frame.x + frame.width]);
    expect(new Set([y.start, y.end])).toEqual(new Set([frame.y, frame.y + frame.height]));
    expect(frame.x >= 0 && frame.y >= 0).toBe(true);
    expect(frame.x + frame.width <= width && frame.y + frame.height <= height).toBe(true);
  }
});

test.each(names)('%s: the dark theme moves nothing', async (name) => {
  const { figure, kind } = await example(name);
  const boxes = (theme: 'screen' | 'dark') =>
    [...leaves(drawFigure(kind, figure, { theme, width: 'column' }).items)].flatMap(({ item }) =>
      item.kind === 'text' ? [[item.x, item.y]] : [],
    );
  expect(boxes('dark')).toEqual(boxes('screen'));
});
