import fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManifestCode, writeCodeManifest } from './code/manifest-code.ts';
import { SourceCode } from './code/source-code.ts';
import { Store } from './store.ts';
import { makeToyWorkspace, type ToyWorkspace, toyChain } from './testing/toy-workspace.ts';
import { workerModule } from './worker-pool.ts';

let toy: ToyWorkspace;
beforeEach(() => {
  toy = makeToyWorkspace();
});
afterEach(() => toy.remove());

test('a program that is one bundle gets its worker from its code provider', async () => {
  const repository = fileURLToPath(new URL('../../..', import.meta.url));
  const source = new URL('./run.ts', import.meta.url).href;
  const { url } = (await new SourceCode({ home: repository }).resolve([source])).get(source)!;
  const bundled = (await import(/* @vite-ignore */ url)) as typeof import('./run.ts');
  const graph = toyChain(toy.write('input.txt', '3\n'));

  fs.mkdirSync(join(toy.home, 'node_modules', '@cevns'));
  fs.symlinkSync(join(repository, 'packages', 'runner'), join(toy.home, 'node_modules', '@cevns', 'runner'));
  const code = new SourceCode({ home: toy.home });
  const checkout = await bundled.runGraph(graph, { store: new Store(toy.storeFolder), code, jobs: 1 });
  expect(checkout.counts.ran).toBe(4);

  const specifiers = [...graph.stages.flatMap(({ modules }) => Object.values(modules)), workerModule];
  const published = new ManifestCode(await writeCodeManifest(code, specifiers, join(toy.home, 'dist')));
  const again = await bundled.runGraph(graph, { store: new Store(toy.storeFolder), code: published, jobs: 1 });
  expect(again.counts.cached).toBe(4);
  const elsewhere = await bundled.runGraph(graph, {
    store: new Store(join(toy.home, 'other')),
    code: published,
    jobs: 1,
  });
  expect(elsewhere.counts.ran).toBe(4);
});
