import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { afterAll, expect, test } from 'vitest';
import type { FigureBase, FigureKind } from './figures/figure.ts';
import { type Figure, figureKinds } from './figures/registry.ts';
import { writePdf } from './pdf.ts';
import type { Drawing } from './primitives.ts';
import { drawFigure } from './render-svg.ts';
import { writeSvg } from './svg.ts';

const folder = mkdtempSync(join(tmpdir(), 'cevns-pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** On machines of users poppler may be missing; where every change is tested it must be there. */
const hasPoppler = spawnSync('pdftoppm', ['-v']).error === undefined;
const poppler = hasPoppler || process.env.CI === 'true' ? test : test.skip;

const examples = ['pe-projection', 'nsi-bands', 'mediator-limit', 'strength-profile'] as const;

async function drawn(name: string): Promise<Drawing> {
  const figure = JSON.parse(
    readFileSync(new URL(`./figures/fixtures/${name}.json`, import.meta.url), 'utf8'),
  ) as Figure;
  const module = (await import(figureKinds[figure.kind])) as { figureKind: FigureKind<FigureBase> };
  return drawFigure(module.figureKind, figure, { theme: 'paper' });
}

/** Grey values of a picture at 384 dots per inch, by poppler. */
function paintedByPoppler(pdf: Uint8Array): { width: number; height: number; grey: Uint8Array } {
  const file = join(folder, 'a.pdf');
  writeFileSync(file, pdf);
  execFileSync('pdftoppm', ['-r', '384', '-gray', file, join(folder, 'a')]);
  const bytes = readFileSync(join(folder, 'a-1.pgm'));
  const [, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'))!.map(Number);
  return { width: width!, height: height!, grey: bytes.subarray(bytes.length - width! * height!) };
}

function paintedFromSvg(drawing: Drawing) {
  const picture = new Resvg(writeSvg(drawing, 'outlines'), { fitTo: { mode: 'zoom', value: 4 } }).render();
  const { width, height, pixels } = picture;
  const grey = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.round(0.3 * pixels[4 * i]! + 0.59 * pixels[4 * i + 1]! + 0.11 * pixels[4 * i + 2]!),
  );
  return { width, height, grey };
}

poppler.each(examples)('%s: poppler paints what the PNG shows', async (name) => {
  const drawing = await drawn(name);
  const [pdf, png] = [paintedByPoppler(writePdf(drawing)), paintedFromSvg(drawing)];
  expect(Math.abs(pdf.width - png.width)).toBeLessThanOrEqual(1);
  expect(Math.abs(pdf.height - png.height)).toBeLessThanOrEqual(1);
  let difference = 0;
  let ink = 0;
  const [width, height] = [Math.min(pdf.width, png.width), Math.min(pdf.height, png.height)];
  // Blocks of eight by eight: two painters smooth edges differently, and poppler makes thin strokes a pixel wide.
  for (let y = 0; y + 8 <= height; y += 8) {
    for (let x = 0; x + 8 <= width; x += 8) {
      let [a, b] = [0, 0];
      for (let k = 0; k < 64; k++) {
        const [dx, dy] = [x + (k % 8), y + (k >> 3)];
        a += pdf.grey[dy * pdf.width + dx]!;
        b += png.grey[dy * png.width + dx]!;
      }
      difference += Math.abs(a - b) / 64;
      ink += 255 - b / 64;
    }
  }
  expect(difference / ink).toBeLessThan(0.12);
});

poppler('words can be searched, also those with letters from another font', async () => {
  const drawing = await drawn('pe-projection');
  const file = join(folder, 'text.pdf');
  writeFileSync(file, writePdf(drawing));
  const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
  for (const words of ['CEνNS', 'Neutrino-induced neutrons', 'Photoelectrons (PE)', 'Data / total']) {
    expect(text).toContain(words);
  }
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  expect(info).not.toMatch(/Date/);
});

test('the same drawing gives the same bytes, and the table of objects points at them', async () => {
  const drawing = await drawn('strength-profile');
  const bytes = writePdf(drawing);
  expect(writePdf(drawing)).toEqual(bytes);
  const text = Buffer.from(bytes).toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)![1]);
  const rows = text.slice(start).match(/^\d{10} 00000 n $/gm)!;
  rows.forEach((row, i) => {
    const at = Number(row.slice(0, 10));
    expect(text.slice(at, at + 12).startsWith(`${i + 1} 0 obj`)).toBe(true);
  });
});
