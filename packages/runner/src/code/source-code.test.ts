import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeToyWorkspace, type ToyWorkspace } from '../testing/toy-workspace.ts';
import { SourceCode } from './source-code.ts';

const sum = '@toy/stages/sum';
const source = '@toy/stages/source';
const specifiers = [sum, source, '@toy/numbers/shift-up', '@toy/numbers/shift-down'];

let toy: ToyWorkspace;
beforeEach(() => {
  toy = makeToyWorkspace();
});
afterEach(() => {
  vi.doUnmock('./bundle.ts');
  vi.restoreAllMocks();
  toy.remove();
});

async function digests(wanted: readonly string[] = specifiers): Promise<Record<string, string>> {
  const resolved = await new SourceCode({ home: toy.home }).resolve(wanted);
  return Object.fromEntries([...resolved].map(([specifier, { digest }]) => [specifier, digest]));
}

/** Specifiers whose digest an edit changes. */
async function changedBy(edit: () => void): Promise<string[]> {
  const before = await digests();
  edit();
  const after = await digests();
  return specifiers.filter((specifier) => before[specifier] !== after[specifier]);
}

const arithmetic = 'packages/numbers/src/arithmetic.ts';

test.each<[string, (toy: ToyWorkspace) => void, string[]]>([
  ['a comment', (toy) => toy.edit(arithmetic, '/** Twice. */', '// Two times.'), []],
  ['white space', (toy) => toy.edit(arithmetic, 'return 2 * x', '\n\n  return   2*x'), []],
  ['a type', (toy) => toy.edit(arithmetic, 'twice(x: number): number', 'twice<T extends number>(x: T): number'), []],
  [
    'a local name',
    (toy) => toy.edit(arithmetic, 'twice(x: number): number {\n  return 2 * x', 'twice(y: number) {\n  return 2 * y'),
    [sum],
  ],
  ['an export that is not used', (toy) => toy.edit(arithmetic, '3 * x', '4 * x'), []],
  [
    'a new file',
    (toy) => toy.write('packages/numbers/src/cube.ts', 'export const cube = (x: number) => x ** 3;\n'),
    [],
  ],
  ['a description in a package.json', (toy) => toy.edit('packages/numbers/package.json', '"1.0.0"', '"1.0.1"'), []],
  ['a function that is used', (toy) => toy.edit(arithmetic, '2 * x', '2.5 * x'), [sum]],
  ['an edit of the same size', (toy) => toy.edit(arithmetic, '2 * x', '7 * x'), [sum]],
  ['a number in imported JSON', (toy) => toy.edit('packages/numbers/src/constants.json', '1', '2'), [sum]],
  [
    'one of two implementations',
    (toy) => toy.edit('packages/numbers/src/shift-down.ts', '-1', '-2'),
    ['@toy/numbers/shift-down'],
  ],
  [
    'what two implementations share',
    (toy) => toy.edit('packages/numbers/src/shift.ts', 'x + by', 'by + 2 * x'),
    ['@toy/numbers/shift-up', '@toy/numbers/shift-down'],
  ],
  [
    'the version of an outside package',
    (toy) => toy.edit('node_modules/outside/package.json', '1.2.3', '1.2.4'),
    [source],
  ],
  [
    'the version of a package behind it',
    (toy) => toy.edit('node_modules/deeper/package.json', '1.0.0', '1.0.1'),
    [source],
  ],
])('%s', async (_, edit, changed) => {
  expect(await changedBy(() => edit(toy))).toEqual(changed);
});

test('a digest does not depend on what else is compiled, on the place of the workspace, or on the cache', async () => {
  const together = await digests();
  const other = makeToyWorkspace();
  try {
    const code = new SourceCode({ home: other.home });
    for (const specifier of specifiers) {
      const resolved = await code.resolve([specifier]);
      expect(resolved.get(specifier)!.digest).toBe(together[specifier]);
    }
  } finally {
    other.remove();
  }
});

test('the bundle that was hashed is the one at the URL, and it runs', async () => {
  const code = new SourceCode({ home: toy.home });
  const { url, digest, files } = (await code.resolve([source])).get(source)!;
  expect(url).toContain(`/node_modules/.cache/cevns/${digest}.mjs`);
  const script = `import { run } from ${JSON.stringify(url)}; console.log(run({ parameters: { value: 1.7 }, inputs: {} }).value.json)`;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toBe('2\n');
  expect(files).toMatchObject({
    outside: '1.2.3',
    deeper: '1.0.0',
    'stages/source': expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(fs.existsSync(fileURLToPath(`${url}.map`))).toBe(true);
});

test('files names what contributes, and changes only with its meaning', async () => {
  const read = async () => (await new SourceCode({ home: toy.home }).resolve([sum])).get(sum)!.files;
  const before = await read();
  expect(Object.keys(before).sort()).toEqual(['numbers/arithmetic', 'numbers/constants.json', 'stages/sum']);
  toy.edit('packages/stages/src/sum.ts', 'let total', '// The sum.\n  let total');
  expect(await read()).toEqual(before);
  toy.edit(arithmetic, '2 * x', '9 * x');
  const after = await read();
  expect(Object.keys(before).filter((name) => before[name] !== after[name])).toEqual(['numbers/arithmetic']);
});

test('an import that is left out of the bundle today is still watched', async () => {
  toy.edit(
    'packages/stages/src/sum.ts',
    'import { twice }',
    "import { thing } from '@toy/numbers/thing';\nvoid thing;\nimport { twice }",
  );
  toy.write('packages/numbers/src/thing.ts', "export { thing } from './inner.ts';\n");
  toy.write('packages/numbers/src/inner.ts', 'export const thing = 1;\n');
  const changed = await changedBy(() =>
    toy.write('packages/numbers/src/inner.ts', 'export const thing = 1;\nMath.random = () => 4;\n'),
  );
  expect(changed).toEqual([sum]);
});

test('another version of an outside package below the importing package is the one that is executed', async () => {
  const before = await digests([source]);
  toy.write(
    'packages/stages/node_modules/outside/package.json',
    JSON.stringify({ name: 'outside', version: '2.0.0', type: 'module', main: 'index.js' }),
  );
  toy.write('packages/stages/node_modules/outside/index.js', 'export const rounded = (x) => 100 * x;\n');
  toy.write('node_modules/.package-lock.json', '{"installed":2}');
  toy.edit('packages/stages/src/source.ts', 'const value', 'const  value');
  const { url, digest } = (await new SourceCode({ home: toy.home }).resolve([source])).get(source)!;
  expect(digest).not.toBe(before[source]);
  const script = `import { run } from ${JSON.stringify(url)}; console.log(run({ parameters: { value: 1.7 }, inputs: {} }).value.json)`;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toBe('170\n');
});

test('when nothing changed, the compiler is not loaded and no source is read', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
  const first = await digests();
  vi.doMock('./bundle.ts', () => {
    throw new Error('the compiler was loaded');
  });
  const read = vi.spyOn(fs, 'readFileSync');
  expect(await digests()).toEqual(first);
  expect(read.mock.calls.map(([path]) => String(path))).toEqual([join(toy.home, 'node_modules/.cache/cevns/index')]);
});

test('touched files with the same content, a damaged index and a damaged bundle', async () => {
  const first = await digests();
  fs.utimesSync(join(toy.home, arithmetic), new Date(), new Date());
  expect(await digests()).toEqual(first);
  const folder = join(toy.home, 'node_modules/.cache/cevns');
  fs.writeFileSync(join(folder, 'index'), 'x');
  expect(await digests()).toEqual(first);
  const bundle = join(folder, `${first[sum]}.mjs`);
  const good = fs.readFileSync(bundle);
  fs.writeFileSync(bundle, 'export const run = () => ({ value: { json: 666 } });');
  expect(await digests()).toEqual(first);
  expect(fs.readFileSync(bundle)).toEqual(good);
  fs.rmSync(bundle);
  expect(await digests()).toEqual(first);
  expect(fs.readFileSync(bundle)).toEqual(good);
});

const longAgo = new Date(Date.now() - 31 * 24 * 3600 * 1000);

test('old files that no module uses are swept away; young and used ones stay, and those of the command', async () => {
  const first = await digests();
  const folder = join(toy.home, 'node_modules/.cache/cevns');
  const old = join(folder, `${'0'.repeat(64)}.mjs`);
  const young = join(folder, `${'1'.repeat(64)}.mjs`);
  const ofCommand = ['command.json', 'command-0.mjs', 'compiled'].map((name) => join(folder, name));
  const kept = [young, join(folder, `${first[sum]}.mjs`), ...ofCommand];
  for (const path of [old, young, ...ofCommand.slice(0, 2)]) fs.writeFileSync(path, '');
  fs.mkdirSync(join(folder, 'compiled'));
  for (const path of [old, ...kept.slice(1)]) fs.utimesSync(path, longAgo, longAgo);
  toy.edit(arithmetic, '3 * x', '4 * x');
  expect(await digests()).toEqual(first);
  expect(fs.existsSync(old)).toBe(false);
  expect(kept.filter((path) => !fs.existsSync(path))).toEqual([]);
});

test('a bundle compiled long ago stays when an edit replaces it: a run may still need it', async () => {
  const bundle = join(toy.home, 'node_modules/.cache/cevns', `${(await digests())[sum]}.mjs`);
  const files = [bundle, `${bundle}.map`];
  const exist = () => files.map((path) => fs.existsSync(path));
  for (const path of files) fs.utimesSync(path, longAgo, longAgo);
  toy.edit(arithmetic, '2 * x', '5 * x');
  await digests();
  expect(exist()).toEqual([true, true]);
  for (const path of files) fs.utimesSync(path, longAgo, longAgo);
  toy.edit(arithmetic, '5 * x', '6 * x');
  await digests();
  expect(exist()).toEqual([false, false]);
});

test('errors say what is wrong and where', async () => {
  await expect(digests(['@toy/stages/nothing'])).rejects.toMatchObject({
    code: 'code-not-found',
    message: expect.stringContaining('@toy/stages/nothing'),
  });
  await expect(digests(['@nobody/stages/x'])).rejects.toMatchObject({
    code: 'code-not-found',
    message: expect.stringContaining('@nobody/stages/x'),
  });
  toy.edit('packages/stages/src/sum.ts', '@toy/numbers/arithmetic', '@toy/numbers/arithmetics');
  await expect(digests([sum])).rejects.toMatchObject({
    code: 'code-not-found',
    message: expect.stringMatching(/packages\/stages\/src\/sum\.ts:1:\d+: .*@toy\/numbers\/arithmetics/),
  });
  toy.edit('packages/stages/src/sum.ts', '@toy/numbers/arithmetics', '@toy/numbers/arithmetic');
  toy.edit('packages/stages/src/sum.ts', 'let total', 'let let total');
  await expect(digests([sum])).rejects.toMatchObject({
    code: 'code-invalid',
    message: expect.stringMatching(/packages\/stages\/src\/sum\.ts:5:\d+: /),
  });
  toy.edit('packages/stages/src/sum.ts', 'let let total', 'let total');
  expect(Object.keys(await digests([sum]))).toEqual([sum]);
});
