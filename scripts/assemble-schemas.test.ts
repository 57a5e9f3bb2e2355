import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assembledFiles, drifted } from './assemble-schemas.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cevns-schemas-'));
  registry('quenching', ['constant', 'none']);
  fragment('quenching', 'none', { title: 'None', type: 'object', properties: {} });
  fragment('quenching', 'constant', {
    title: 'Constant',
    description: 'One factor.',
    type: 'object',
    properties: { factor: { quantity: 'fraction', exclusiveMinimum: 0 }, inner: { slot: 'quenching' } },
    required: ['factor'],
    result: { type: 'object', properties: { value: { type: 'number' } }, required: ['value'] },
  });
  base('study', {
    title: 'Study',
    type: 'object',
    required: ['quenching'],
    additionalProperties: false,
    properties: { quenching: { slot: 'quenching', variations: true }, detector: { $ref: 'detector.schema.json' } },
  });
  base('detector', {
    entry: 'detector',
    type: 'object',
    required: ['mass'],
    additionalProperties: false,
    properties: { mass: { quantity: 'mass' }, name: { registry: 'quenching' } },
  });
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function registry(slot: string, names: readonly string[]): void {
  const lines = names.map((name) => `'${name}': '@cevns/detectors/${slot}/${name}'`);
  put(`packages/detectors/src/${slot}/registry.ts`, `export const registry = { ${lines.join(', ')} } as const;\n`);
}

function fragment(slot: string, name: string, schema: object): void {
  put(`packages/detectors/src/${slot}/${name}.schema.json`, JSON.stringify(schema));
}

function base(name: string, schema: object): void {
  put(`packages/studies/src/schema/${name}.schema.json`, JSON.stringify(schema));
}

async function assembled(name: string): Promise<Record<string, unknown>> {
  return JSON.parse((await assembledFiles(root)).get(`schemas/1.0/${name}.json`) ?? '{}');
}

/** Whether values fit an assembled schema by the rules of JSON Schema alone, as an editor applies them. */
async function fits(name: string): Promise<(value: unknown) => boolean> {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
  for (const keyword of ['quantity', 'catalogue', 'path', 'sign', 'listed-by', 'pattern-words'])
    ajv.addKeyword(keyword);
  const validate = ajv.compile(await assembled(name));
  return (value) => validate(value);
}

test('a slot takes a plain name where nothing is required, or a map of parameters', async () => {
  const valid = await fits('study');
  expect(valid({ quenching: 'none' })).toBe(true);
  expect(valid({ quenching: { model: 'none' } })).toBe(true);
  expect(valid({ quenching: { model: 'constant', factor: '10 %' } })).toBe(true);
  expect(valid({ quenching: { model: 'constant', factor: 0.1, inner: 'none' } })).toBe(true);
  expect(valid({ quenching: 'constant' })).toBe(false);
  expect(valid({ quenching: { model: 'constant' } })).toBe(false);
  expect(valid({ quenching: { model: 'none', factor: 0.1 } })).toBe(false);
  expect(valid({ quenching: { factor: 0.1 } })).toBe(false);
  expect(valid({ quenching: { model: 'other' } })).toBe(false);
  expect(valid({ quenching: { model: 'constant', factor: 0.1, inner: 'other' } })).toBe(false);
});

test('variations change some parameters, up and down', async () => {
  const valid = await fits('study');
  const quenching = (variations: object) => ({ quenching: { model: 'constant', factor: 0.1, variations } });
  expect(valid(quenching({ q: { up: { factor: 0.2 }, down: { factor: 0.05 } } }))).toBe(true);
  expect(valid(quenching({ q: { up: { factor: 0.2 } } }))).toBe(false);
  expect(valid(quenching({ q: { up: {}, down: { factor: 0.05 } } }))).toBe(false);
  expect(valid(quenching({ q: { up: { other: 1 }, down: { factor: 0.05 } } }))).toBe(false);
});

test('an entry may be used, may say what it is, and is copied into the schema that refers to it', async () => {
  const valid = await fits('study');
  expect(valid({ quenching: 'none', detector: { use: 'detectors/x', mass: '1 kg' } })).toBe(true);
  expect(valid({ quenching: 'none', detector: { mass: '1 kg', kind: 'detector', title: 't' } })).toBe(true);
  expect(valid({ quenching: 'none', detector: { mass: '1 kg', kind: 'source' } })).toBe(false);
  expect(valid({ quenching: 'none', detector: { mass: 1 } })).toBe(false);
  expect(valid({ quenching: 'none', detector: { mass: '1 kg', name: 'none' } })).toBe(true);
  expect(valid({ quenching: 'none', detector: { mass: '1 kg', name: 'other' } })).toBe(false);
});

test('quantities show an editor what to write', async () => {
  expect(await assembled('detector')).toMatchObject({
    else: {
      properties: {
        mass: {
          quantity: 'mass',
          type: 'string',
          examples: ['14.6 kg', '10 g', '1 t'],
          description: expect.stringContaining('14.6 kg'),
        },
      },
    },
  });
});

test('parts of fragments and partial slots', async () => {
  fragment('quenching', 'none', { type: 'object', properties: {}, result: { type: 'object', properties: {} } });
  base('summary', {
    type: 'object',
    properties: {
      result: { slot: 'quenching', discriminator: 'kind', part: 'result' },
      start: { slot: 'quenching', partial: true },
    },
  });
  const valid = await fits('summary');
  expect(valid({ result: { kind: 'constant', value: 1 }, start: { model: 'constant' } })).toBe(true);
  expect(valid({ result: { kind: 'constant' } })).toBe(false);
  expect(valid({ result: 'none' })).toBe(false);
});

test('numbers of an element may be left out where a slot stands under its symbol', async () => {
  fragment('quenching', 'constant', {
    type: 'object',
    properties: { factor: { type: 'number' }, Z: { type: 'number', 'from-element': true, description: 'Protons.' } },
    required: ['factor', 'Z'],
  });
  const places = { all: { slot: 'quenching' }, own: { slot: 'quenching', 'of-element': true } };
  base('summary', { type: 'object', properties: places });
  const valid = await fits('summary');
  expect(valid({ all: { model: 'constant', factor: 1, Z: 11 }, own: { model: 'constant', factor: 1 } })).toBe(true);
  expect(valid({ all: { model: 'constant', factor: 1 } })).toBe(false);
  expect(valid({ own: { model: 'constant' } })).toBe(false);
  // What takes nothing from the element is there once.
  const { $defs } = (await assembled('summary')) as { $defs: Record<string, { properties: Record<string, unknown> }> };
  expect(Object.keys($defs)).not.toContain('quenching-of-element.none');
  expect($defs['quenching-of-element.constant']!.properties.Z).toEqual({
    type: 'number',
    description: 'Protons; that of the element unless given.',
  });
});

test('types name the implementations', async () => {
  const types = (await assembledFiles(root)).get('packages/studies/src/generated/study.ts');
  expect(types).toContain("model: 'constant';");
  expect(types).toContain('factor: string | number;');
  expect(types).toContain('export interface Study {');
  expect(types).not.toContain('unknown');
  expect(types).not.toContain('use?');
});

test.each([
  ['a fragment without a registry line', () => fragment('quenching', 'other', { type: 'object' }), /a line for other/],
  ['a registry line without a fragment', () => registry('quenching', ['constant', 'none', 'x']), /x\.schema\.json/],
  ['an unknown slot', () => base('study', { properties: { a: { slot: 'nothing' } } }), /slot nothing/],
  [
    'an unknown registry',
    () => base('study', { properties: { a: { registry: 'nothing' } } }),
    /registry called nothing/,
  ],
  ['an unknown dimension', () => base('study', { properties: { a: { quantity: 'weight' } } }), /found weight/],
  ['a dangling reference', () => base('study', { properties: { a: { $ref: '#/$defs/none' } } }), /#\/\$defs\/none/],
  ['a dangling file', () => base('study', { properties: { a: { $ref: 'no.schema.json' } } }), /no\.schema\.json/],
])('%s is refused', async (_, change, message) => {
  change();
  await expect(assembledFiles(root)).rejects.toThrowError(message);
});

test('the same fragments give the same bytes, and drift is noticed', async () => {
  const files = await assembledFiles(root);
  expect(await assembledFiles(root)).toEqual(files);
  expect(drifted(root, files)).toEqual([...files.keys()]);
  for (const [path, text] of files) put(path, text);
  expect(drifted(root, files)).toEqual([]);
  put('schemas/1.0/study.json', '{}\n');
  expect(drifted(root, files)).toEqual(['schemas/1.0/study.json']);
});

test('schemas/1.0 and the types are what the fragments of this repository give; run `npm run schemas` when they are not', async () => {
  const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  const files = await assembledFiles(repository);
  expect(files.size).toBeGreaterThan(0);
  expect(drifted(repository, files)).toEqual([]);
});

test('whatever has to match a pattern says so in words, since messages never show a regular expression', () => {
  const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../schemas/1.0');
  const silent: string[] = [];
  const visit = (value: unknown, path: string, isCondition: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    const node = value as Readonly<Record<string, unknown>>;
    const inWords = 'pattern-words' in node || 'description' in node || 'quantity' in node;
    if (typeof node.pattern === 'string' && !inWords && !isCondition) silent.push(path);
    for (const [key, part] of Object.entries(node)) visit(part, `${path}/${key}`, key === 'if');
  };
  // The journal and the summary are written by the program.
  for (const name of ['study', 'campaign', 'source', 'detector', 'data', 'element']) {
    visit(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')), name, false);
  }
  expect(silent).toEqual([]);
});

test('a quantity of one of several dimensions is told apart by its unit', async () => {
  base('detector', {
    type: 'object',
    properties: {
      cut: {
        quantity: ['recoil-energy', 'electrons', 'electron-equivalent-energy'],
        minimum: 0,
        description: 'A cut.',
      },
      edges: { quantity: ['recoil-energy', 'electrons', 'electron-equivalent-energy'], minimum: 0 },
      width: { quantity: ['recoil-energy', 'electrons', 'electron-equivalent-energy'] },
    },
  });
  const { properties, $defs } = await assembled('detector');
  const { cut: described, edges, width } = properties as Record<string, Record<string, unknown>>;
  expect(described!.description).toBe('A cut.');
  // One definition for what is the same; other limits are another.
  expect(edges!.$ref).toBe(described!.$ref);
  expect(width!.$ref).not.toBe(described!.$ref);
  const cut = ($defs as Record<string, Record<string, unknown>>)[String(described!.$ref).replace('#/$defs/', '')];
  const [first, rest] = [cut!.then, cut!.else as Record<string, unknown>];
  expect(first).toMatchObject({ quantity: 'recoil-energy', 'with-dimension': true, minimum: 0 });
  expect(rest.then).toMatchObject({ quantity: 'electrons' });
  expect(rest.else).toMatchObject({ quantity: 'electron-equivalent-energy', minimum: 0 });
  const pattern = (node: unknown) => new RegExp((node as { if: { pattern: string } }).if.pattern);
  expect(['20 eVnr', '20 keVee', '5 e-', '5 electrons'].map((text) => pattern(cut).test(text))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(['20 keVee', '5 e-', '5 electrons'].map((text) => pattern(cut!.else).test(text))).toEqual([false, true, true]);
});

test('dimensions that no unit tells apart are not offered together', async () => {
  base('detector', { type: 'object', properties: { cut: { quantity: ['mass', 'length'] } } });
  await expect(assembled('detector')).rejects.toThrow('that its unit tells apart, found mass');
});
