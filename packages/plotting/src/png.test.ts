import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { paintPng } from './png.ts';

const svg = readFileSync(new URL('./figures/__snapshots__/pe-projection-paper.svg', import.meta.url), 'utf8');
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const size = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

test('the size in pixels is that of the paper: 86 mm at 96 dots per inch, times the scale', () => {
  const width = (86 / 25.4) * 96;
  for (const scale of [1, 2, 3])
    expect(Math.abs(size(paintPng(svg, scale))[0]! - scale * width)).toBeLessThanOrEqual(scale);
  expect(size(paintPng(svg))).toEqual(size(paintPng(svg, 2)));
});

test('another process paints the same bytes', () => {
  const script = `
    import { createHash } from 'node:crypto';
    import { readFileSync } from 'node:fs';
    import { paintPng } from '@cevns/plotting/png';
    console.log(createHash('sha256').update(paintPng(readFileSync(0, 'utf8'))).digest('hex'));`;
  const node = ['--conditions=@cevns/source', '--import', 'tsx', '--input-type=module', '--eval', script];
  const elsewhere = execFileSync(process.execPath, node, {
    cwd: new URL('.', import.meta.url),
    input: svg,
    encoding: 'utf8',
  });
  expect(elsewhere.trim()).toBe(digest(paintPng(svg)));
});

test('text is painted: without its text the picture is another', () => {
  expect(digest(paintPng(svg))).not.toBe(digest(paintPng(svg.replace(/<text.*<\/text>/g, ''))));
});

test('a scale that is not a sensible number is refused', () => {
  for (const scale of [0, -1, Number.NaN, 1e4]) {
    expect(() => paintPng(svg, scale)).toThrow(expect.objectContaining({ code: 'figure-option-invalid' }));
  }
});
