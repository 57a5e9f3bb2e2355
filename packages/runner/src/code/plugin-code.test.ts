import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeToyWorkspace, type ToyWorkspace } from '../testing/toy-workspace.ts';
import type { ResolvedModule } from './code-provider.ts';
import { importModule } from './import-module.ts';
import { outsideModule } from './outside-module.ts';
import { PluginCode, pluginName, pluginSpecifier } from './plugin-code.ts';
import { SourceCode } from './source-code.ts';

let toy: ToyWorkspace;
let folder: string;
beforeEach(() => {
  toy = makeToyWorkspace();
  folder = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'cevns-plugin-'));
});
afterEach(() => {
  toy.remove();
  fs.rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  fs.mkdirSync(join(path, '..'), { recursive: true });
  fs.writeFileSync(path, text);
  return path;
}

async function compiled(name: string): Promise<ResolvedModule> {
  const url = (await outsideModule(name, folder))!;
  return (await new SourceCode({ home: toy.home }).resolve([url])).get(url)!;
}

test('a TypeScript file from elsewhere, with modules beside it and one of the workspace', async () => {
  write('factor.ts', 'export const factors: number[] = [3];\n');
  const text = "import { twice } from '@toy/numbers/arithmetic';\nimport { factors } from './factor.ts';\n";
  write('term.ts', `${text}export const value = twice(factors[0]); // six\n`);
  const first = await compiled('./term.ts');
  expect(await importModule(first)).toMatchObject({ value: 6 });
  expect(Object.keys(first.files).sort()).toEqual(['factor', 'numbers/arithmetic', 'term']);

  write('term.ts', `${text}export const value = twice(factors[0]); // half a dozen\n`);
  expect((await compiled('./term.ts')).digest).toBe(first.digest);
  write('factor.ts', 'export const factors: number[] = [4];\n');
  const second = await compiled('./term.ts');
  expect(second.digest).not.toBe(first.digest);
  expect(await importModule(second)).toMatchObject({ value: 8 });
});

test('the digest does not depend on the folder', async () => {
  write('term.ts', 'export const value = 1;\n');
  write('below/term.ts', 'export const value = 1;\n');
  expect((await compiled('./below/term.ts')).digest).toBe((await compiled('./term.ts')).digest);
});

test('a package is found where Node.js finds it from the folder, by what it exports', async () => {
  const own = { name: 'a-plug-in', version: '1.0.0', type: 'module', exports: { '.': { import: './lib/main.js' } } };
  write('node_modules/a-plug-in/package.json', JSON.stringify(own));
  write('node_modules/a-plug-in/lib/main.js', 'export const value = 7;\n');
  fs.mkdirSync(join(folder, 'studies'));
  const url = await outsideModule('a-plug-in', join(folder, 'studies'));
  expect(url).toBe(pathToFileURL(join(folder, 'node_modules/a-plug-in/lib/main.js')).href);
  expect(await importModule(await compiled('a-plug-in'))).toMatchObject({ value: 7 });
  expect(await outsideModule('no-such-package', folder)).toBeUndefined();
  expect(await outsideModule('fs', folder)).toBeUndefined();
});

test('what runs is what was compiled, also when the file has changed since', async () => {
  write('term.ts', 'export const value = 1;\n');
  const module = await compiled('./term.ts');
  const specifier = pluginSpecifier('term');
  const code = new PluginCode(new SourceCode({ home: toy.home }), new Map([[specifier, module]]));
  write('term.ts', 'export const value = 2;\n');
  const resolved = await code.resolve([specifier, '@toy/stages/sum']);
  expect([...resolved.keys()]).toEqual([specifier, '@toy/stages/sum']);
  expect(resolved.get(specifier)).toBe(module);
  await expect(code.resolve([pluginSpecifier('other')])).rejects.toMatchObject({
    code: 'code-not-found',
    message: expect.stringContaining('the plug-in other'),
  });
  expect([pluginName(specifier), pluginName('@toy/stages/sum')]).toEqual(['term', undefined]);
});

test('a bundle that was tampered with is not imported', async () => {
  write('term.ts', 'export const value = 1;\n');
  const module = await compiled('./term.ts');
  fs.appendFileSync(new URL(module.url), '\nglobalThis.tampered = true;\n');
  await expect(importModule(module)).rejects.toMatchObject({ code: 'code-tampered' });
});
