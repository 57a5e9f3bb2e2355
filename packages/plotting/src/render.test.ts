import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Figure, figureKinds } from './figures/registry.ts';
import { renderFigure } from './render.ts';

const figure = JSON.parse(
  readFileSync(new URL('./figures/fixtures/strength-profile.json', import.meta.url), 'utf8'),
) as Figure;

test('every registry line leads to a module with a figure kind', async () => {
  for (const [name, specifier] of Object.entries(figureKinds)) {
    expect(specifier).toBe(`@cevns/plotting/figures/${name}`);
    expect(await import(specifier)).toHaveProperty('figureKind.draw');
  }
});

test('SVG is text, PNG is bytes, both the same each time', async () => {
  const svg = await renderFigure(figure, { format: 'svg', theme: 'paper' });
  expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
  expect(await renderFigure(figure, { format: 'svg', theme: 'paper' })).toBe(svg);
  const png = await renderFigure(figure, { format: 'png', theme: 'paper' });
  expect([...png.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  expect(await renderFigure(figure, { format: 'png', theme: 'paper' })).toEqual(png);
});

test('an unknown kind is refused, also one that every object has', async () => {
  for (const kind of ['pie', 'constructor']) {
    await expect(
      renderFigure({ ...figure, kind } as unknown as Figure, { format: 'svg', theme: 'paper' }),
    ).rejects.toMatchObject({
      code: 'figure-kind-unknown',
    });
  }
});
