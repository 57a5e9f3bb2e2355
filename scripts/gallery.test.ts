import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figureKinds } from '@cevns/plotting/figures/registry';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { examplesOf, galleryPage, pictureOf } from './gallery/gallery-page.ts';
import { commandExamples, galleryExamples } from './gallery.ts';

const docs = resolve(dirname(fileURLToPath(import.meta.url)), '../docs');
const examples = galleryExamples();

test('docs/gallery.md is what the studies say; run `npm run gallery` when it is not', () => {
  expect(readFileSync(join(docs, 'gallery.md'), 'utf8')).toBe(galleryPage(examples, commandExamples));
});

test('every picture of the page is there, and no other', () => {
  const named = [...examples.map(pictureOf), ...commandExamples.map(({ picture }) => picture)];
  const there = readdirSync(join(docs, 'images/gallery')).map((file) => `images/gallery/${file}`);
  expect(there.sort()).toEqual([...named].sort());
});

test('the lines of every example are a part of a study on their own', () => {
  for (const { lines } of examples) {
    const {
      figures,
      outputs = [],
      analysis = {},
    } = parse(lines) as {
      figures?: object[];
      outputs?: { of?: string | string[] }[];
      analysis?: object;
    };
    expect(figures ?? outputs).toHaveLength(1);
    if (figures !== undefined) continue;
    for (const name of [outputs[0]!.of ?? []].flat()) expect(Object.keys(analysis)).toContain(name);
  }
});

test('a heading for every comment, and the lines below it with their analyses', () => {
  const source =
    'x: 1\nanalysis:\n  a:\n    kind: fit\n  b: { kind: fit }\noutputs:\n  # One: two.\n  - { kind: figure, of: a, file: a.svg }\n  - { kind: table, of: a, file: a.csv }\n  - { kind: figure, of: b, file: b.svg }\n';
  const found = examplesOf('pipelines/s.yaml', source);
  expect(found.map(({ file, text }) => [file, text])).toEqual([
    ['a.svg', 'One: two.'],
    ['b.svg', 'One: two.'],
  ]);
  expect(found[0]!.lines).toBe('analysis:\n  a:\n    kind: fit\noutputs:\n  - { kind: figure, of: a, file: a.svg }');
  const page = galleryPage(found, []);
  expect(page.match(/^## One$/gm)).toHaveLength(1);
});

test('every kind of figure is shown', () => {
  const page = readFileSync(join(docs, 'gallery.md'), 'utf8');
  const shown = {
    projection: 'axis: PE',
    'histogram-2d': 'axis: [PE, time]',
    curves: 'input: flux',
    profile: 'kind: profile',
    contour: 'kind: contour',
    limit: 'kind: limit',
    corner: 'file: corner.svg',
    pulls: 'show: pulls',
    correlation: 'show: correlation',
    comparison: 'cevns diff',
    'stage-graph': '--graph svg',
  } satisfies Record<keyof typeof figureKinds, string>;
  expect(Object.keys(shown).sort()).toEqual(Object.keys(figureKinds).sort());
  for (const words of Object.values(shown)) expect(page).toContain(words);
});
