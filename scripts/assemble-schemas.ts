import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { assembleSchema, type BaseSchemas } from './assemble-schemas/assemble.ts';
import { isNode, type SchemaNode } from './assemble-schemas/schema-node.ts';
import type { Slot, Slots } from './assemble-schemas/slots.ts';
import { typeView } from './assemble-schemas/type-view.ts';

/**
 * Assembles schemas/1.0/ and the TypeScript types from the base schemas of packages/studies/src/schema and the fragments that lie
 * beside the implementations. `npm run schemas` writes them; with `--check` nothing is written, and the exit status is 1
 * when what is committed differs.
 */

const ending = '.schema.json';

/** Files to be written by their path from the root of the repository. */
export async function assembledFiles(root: string): Promise<Map<string, string>> {
  const slots = await collectSlots(root);
  const bases = collectBases(join(root, 'packages/studies/src/schema'));
  const files = new Map<string, string>();
  for (const name of bases.keys()) {
    const schema = assembleSchema(name, bases, slots);
    files.set(`schemas/1.0/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
    // A schema that only names a part of another one has its types there.
    const named = bases.get(name) ?? {};
    if (!('$ref' in named) && !('slot' in named)) {
      files.set(`packages/studies/src/generated/${name}.ts`, await typesOf(name, schema));
    }
  }
  const journal = join(root, 'packages/runner/src', `journal${ending}`);
  if (existsSync(journal)) {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'journal.json',
      ...readSchema(journal),
    };
    files.set('schemas/1.0/journal.json', `${JSON.stringify(schema, null, 2)}\n`);
  }
  return files;
}

/** Paths of assembled files that are missing or differ from what is committed. */
export function drifted(root: string, files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) => {
    const file = join(root, path);
    return existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [path];
  });
}

/**
 * Every folder with a registry or fragments in it: `packages/<package>/src/<slot>/`.
 *
 * @throws Error when a registry and its fragments do not agree in names, or two packages have a slot of the same name
 */
export async function collectSlots(root: string): Promise<Slots> {
  const slots = new Map<string, Slot>();
  for (const packageName of folders(join(root, 'packages'))) {
    const source = join(root, 'packages', packageName, 'src');
    for (const name of folders(source)) {
      const folder = join(source, name);
      const hasRegistry = existsSync(join(folder, 'registry.ts'));
      const fragments = new Map(
        filesIn(folder).map((file) => [file.slice(0, -ending.length), readSchema(join(folder, file))]),
      );
      if (name === 'schema' || (!hasRegistry && fragments.size === 0)) continue;
      const names = hasRegistry ? await registeredNames(join(folder, 'registry.ts')) : [];
      if (fragments.size > 0) agree(`packages/${packageName}/src/${name}`, names, [...fragments.keys()]);
      if (slots.has(name))
        throw new Error(`Expected one slot called ${name}, found another in packages/${packageName}`);
      slots.set(name, { names: names.sort(), fragments });
    }
  }
  return slots;
}

function agree(folder: string, names: readonly string[], fragments: readonly string[]): void {
  const unregistered = fragments.filter((name) => !names.includes(name));
  const undescribed = names.filter((name) => !fragments.includes(name));
  if (unregistered.length > 0) {
    throw new Error(`Expected a line for ${unregistered.join(', ')} in ${folder}/registry.ts, found only the schema`);
  }
  if (undescribed.length > 0) {
    throw new Error(
      `Expected ${undescribed.map((name) => name + ending).join(', ')} in ${folder}, found only the line in registry.ts`,
    );
  }
}

async function registeredNames(file: string): Promise<string[]> {
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  const registry = Object.values(module).find(isNode);
  if (!registry) throw new Error(`Expected an exported object in ${file}`);
  return Object.keys(registry);
}

function collectBases(folder: string): BaseSchemas {
  return new Map(filesIn(folder).map((file) => [file.slice(0, -ending.length), readSchema(join(folder, file))]));
}

function folders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .sort();
}

function filesIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .sort()
    : [];
}

function readSchema(file: string): SchemaNode {
  const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isNode(schema)) throw new Error(`Expected an object in ${file}`);
  return schema;
}

async function typesOf(name: string, schema: SchemaNode): Promise<string> {
  return compile(typeView(schema) as Parameters<typeof compile>[0], name, {
    additionalProperties: false,
    bannerComment: `// Generated from schemas/1.0/${name}.json by scripts/assemble-schemas.ts. Do not edit.`,
    unreachableDefinitions: false,
    style: { singleQuote: true, printWidth: 120 },
  });
}

async function main(): Promise<void> {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  const files = await assembledFiles(root);
  const different = drifted(root, files);
  const check = process.argv.includes('--check');
  for (const path of different) {
    process.stderr.write(`${check ? 'differs' : 'written'}: ${path}\n`);
    if (check) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path) ?? '');
  }
  if (check && different.length > 0) {
    process.stderr.write('Run npm run schemas, and commit what it writes.\n');
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
