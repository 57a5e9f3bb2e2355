import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figureKind } from './figures/projection.ts';
import { paintPng } from './png.ts';
import type { Drawing, DrawingItem } from './primitives.ts';
import { drawFigure } from './render-svg.ts';

const example = new URL('./figures/fixtures/pe-projection.json', import.meta.url);
const drawing = drawFigure(figureKind, JSON.parse(readFileSync(example, 'utf8')), { theme: 'paper' });
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const size = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

test('the size in pixels is that of the paper: 86 mm at 96 dots per inch, times the scale', () => {
  const width = (86 / 25.4) * 96;
  for (const scale of [1, 2, 3])
    expect(Math.abs(size(paintPng(drawing, scale))[0]! - scale * width)).toBeLessThanOrEqual(scale);
  expect(size(paintPng(drawing))).toEqual(size(paintPng(drawing, 2)));
});

test('another process paints the same bytes', () => {
  const script = `
    import { createHash } from 'node:crypto';
    import { readFileSync } from 'node:fs';
    import { paintPng } from '@cevns/plotting/png';
    console.log(createHash('sha256').update(paintPng(JSON.parse(readFileSync(0, 'utf8')))).digest('hex'));`;
  const node = ['--conditions=@cevns/source', '--import', 'tsx', '--input-type=module', '--eval', script];
  const elsewhere = execFileSync(process.execPath, node, {
    cwd: new URL('.', import.meta.url),
    input: JSON.stringify(drawing),
    encoding: 'utf8',
  });
  expect(elsewhere.trim()).toBe(digest(paintPng(drawing)));
});

test('text is painted: without its text the picture is another', () => {
  const without = (items: readonly DrawingItem[]): DrawingItem[] =>
    items.flatMap((item): DrawingItem[] => {
      if (item.kind === 'text') return [];
      return item.kind === 'group' ? [{ ...item, items: without(item.items) }] : [item];
    });
  const bare: Drawing = { ...drawing, items: without(drawing.items) };
  expect(digest(paintPng(drawing))).not.toBe(digest(paintPng(bare)));
});

test('a scale that is not a sensible number is refused', () => {
  for (const scale of [0, -1, Number.NaN, 1e4]) {
    expect(() => paintPng(drawing, scale)).toThrow(expect.objectContaining({ code: 'figure-option-invalid' }));
  }
});
