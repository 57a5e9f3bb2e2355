import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Who may import whom: the table of docs/design.md. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  numerics: [],
  runner: [],
  physics: ['numerics'],
  sources: ['numerics', 'physics'],
  detectors: ['numerics', 'physics'],
  fitting: ['numerics'],
  plotting: ['numerics'],
  language: [],
  studies: ['numerics', 'runner', 'physics', 'sources', 'detectors', 'fitting', 'plotting', 'language'],
  cli: ['language', 'studies', 'runner'],
};

/** Packages of pure functions: no files, no network, no process. */
const pure = ['numerics', 'physics', 'sources', 'detectors', 'fitting'];

const packages = readdirSync(join(root, 'packages'));

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'node_modules' || name === 'dist' ? [] : sourceFiles(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

/** Product code; tests and what only they use may read files. */
function productFiles(name: string): string[] {
  return sourceFiles(join(root, 'packages', name, 'src')).filter(
    (file) => !/\.(?:test|long)\.ts$/.test(file) && !/[\\/](?:testing|generated)[\\/]/.test(file),
  );
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const statements = text.matchAll(/^(?:import|export)\b[^;']*?\bfrom '([^']+)'|\bimport\(\s*'([^']+)'/gm);
  return [...statements].map(([, from, dynamic]) => (from ?? dynamic)!);
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
}

test('the rooms are those of the plan', () => {
  expect([...packages].sort()).toEqual(Object.keys(allowed).sort());
  const plan = readFileSync(join(root, 'docs/design.md'), 'utf8');
  for (const name of packages) expect(plan).toMatch(new RegExp(`^ {2}${name}/ `, 'm'));
});

describe.each(packages)('package %s', (name) => {
  const files = productFiles(name);
  const imported = (file: string) => importsOf(file).map((specifier) => [relative(root, file), specifier] as const);
  const imports = files.flatMap(imported);

  test('imports only the packages below it', () => {
    const wrong = imports.filter(([, specifier]) => {
      const workspace = /^@cevns\/([^/]+)/.exec(specifier)?.[1];
      return workspace !== undefined && !allowed[name]!.includes(workspace);
    });
    expect(wrong).toEqual([]);
  });

  test('does not reach into another package by a relative path', () => {
    const own = join(root, 'packages', name) + sep;
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.') && !resolve(dirname(file), specifier).startsWith(own))
        .map((specifier) => [relative(root, file), specifier]),
    );
    expect(wrong).toEqual([]);
  });

  test('declares what it imports, and its TypeScript references agree', () => {
    const { dependencies = {} } = readJson<Manifest>(`packages/${name}/package.json`);
    const outside = imports
      .map(([, specifier]) => specifier)
      .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .map((specifier) => /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)![1]!);
    expect([...new Set(outside)].filter((own) => !(own in dependencies))).toEqual([]);
    const { references = [] } = readJson<{ references?: { path: string }[] }>(`packages/${name}/tsconfig.json`);
    const declared = Object.keys(dependencies)
      .filter((own) => own.startsWith('@cevns/'))
      .map((own) => `../${own.slice('@cevns/'.length)}`);
    expect(references.map(({ path }) => path).sort()).toEqual(declared.sort());
  });

  test('has no file over 400 lines, and no name that says nothing', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 401);
    expect(long.map((file) => relative(root, file))).toEqual([]);
    const vague = files.filter((file) => /[\\/](utils?|helpers?|common|misc|types|index)(\.ts|[\\/])/.test(file));
    expect(vague.map((file) => relative(root, file))).toEqual([]);
  });
});

test.each(pure)('%s has no input or output and no state of the process', (name) => {
  const files = productFiles(name);
  const system = files.flatMap((file) => importsOf(file).filter((specifier) => specifier.startsWith('node:')));
  expect(system).toEqual([]);
  const touching = files.filter((file) => /\b(?:process|globalThis|require)\b[.(]/.test(readFileSync(file, 'utf8')));
  expect(touching.map((file) => relative(root, file))).toEqual([]);
});

test('every module that a registry names exists', () => {
  const registries = packages.flatMap(productFiles).filter((file) => file.endsWith(`${sep}registry.ts`));
  expect(registries.length).toBeGreaterThan(5);
  for (const registry of registries) {
    for (const [, name, path] of readFileSync(registry, 'utf8').matchAll(/'@cevns\/([a-z]+)\/([^']+)'/g)) {
      expect(statSync(join(root, 'packages', name!, 'src', `${path}.ts`)).isFile()).toBe(true);
    }
  }
});
