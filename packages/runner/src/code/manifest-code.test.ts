import fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256 } from '../digest.ts';
import { makeToyWorkspace, type ToyWorkspace } from '../testing/toy-workspace.ts';
import { ManifestCode, writeCodeManifest } from './manifest-code.ts';
import { SourceCode } from './source-code.ts';

const specifiers = ['@toy/stages/sum', '@toy/stages/source', '@toy/numbers/shift-up'];

let toy: ToyWorkspace;
let path: string;
let source: SourceCode;
beforeEach(async () => {
  toy = makeToyWorkspace();
  source = new SourceCode({ home: toy.home });
  path = await writeCodeManifest(source, specifiers, join(toy.home, 'packages/stages/dist/code'));
});
afterEach(() => toy.remove());

test('a published build has the digests of its sources, and the same bundles', async () => {
  const published = await new ManifestCode(path).resolve(specifiers);
  const checkout = await source.resolve(specifiers);
  for (const specifier of specifiers) {
    const { url, ...rest } = published.get(specifier)!;
    const { url: sourceUrl, ...expected } = checkout.get(specifier)!;
    expect(rest).toEqual(expected);
    expect(url).not.toBe(sourceUrl);
    expect(sha256(fs.readFileSync(new URL(url)))).toBe(rest.bundle);
  }
});

test('unknown modules and damaged manifests are errors', async () => {
  await expect(new ManifestCode(path).resolve(['@toy/stages/other'])).rejects.toMatchObject({ code: 'code-not-found' });
  expect(() => new ManifestCode(join(toy.home, 'nothing.json'))).toThrow(
    expect.objectContaining({ code: 'code-manifest' }),
  );
  const text = fs.readFileSync(path, 'utf8');
  fs.writeFileSync(path, text.slice(0, -10));
  expect(() => new ManifestCode(path)).toThrow(expect.objectContaining({ code: 'code-manifest' }));
  fs.writeFileSync(path, text.replace(/"bundle":"./g, '"bundle":"g'));
  await expect(new ManifestCode(path).resolve(specifiers)).rejects.toMatchObject({ code: 'code-manifest' });
  fs.writeFileSync(path, '{}');
  expect(() => new ManifestCode(path)).toThrow('not a manifest');
});
