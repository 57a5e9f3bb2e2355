import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CheckRecord } from './check.ts';
import { type LoadedStudy, loadStudy } from './load-study.ts';
import { type Problem, StudyError } from './problem.ts';
import { resolvedYaml } from './resolved-yaml.ts';

/** A schema in the shape of the assembled ones: a part chosen by `model`, quantities, entries, a data file. */
const schema = {
  type: 'object',
  required: ['study', 'baseline'],
  additionalProperties: false,
  properties: {
    study: { type: 'string' },
    baseline: { quantity: 'length' },
    exposure: { quantity: 'protons-on-target' },
    detector: { $ref: '#/$defs/detector' },
    couplings: { anyOf: [{ enum: ['tree-level', 'scholberg'] }, { $ref: '#/$defs/numbers' }] },
    bins: { type: 'array', minItems: 1, items: { quantity: 'photoelectrons' } },
    onset: { anyOf: [{ enum: ['free', 'fixed'] }, { quantity: 'time' }] },
    points: { type: 'integer', minimum: 2 },
    names: { uniqueItems: true, propertyNames: { pattern: '^[a-z]+$' } },
  },
  $defs: {
    numbers: {
      type: 'object',
      required: ['gvp', 'gvn'],
      additionalProperties: false,
      properties: { gvp: { type: 'number' }, gvn: { type: 'number' } },
    },
    detector: {
      catalogue: 'detector',
      type: 'object',
      required: ['mass', 'quenching'],
      additionalProperties: false,
      properties: {
        kind: { const: 'detector' },
        title: { type: 'string' },
        mass: { quantity: 'mass' },
        threshold: { quantity: 'recoil-energy' },
        quenching: { $ref: '#/$defs/quenching' },
        steps: { type: 'array', items: { $ref: '#/$defs/quenching' } },
        file: { type: 'string', path: true },
      },
    },
    quenching: {
      type: ['string', 'object'],
      if: { type: 'string' },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { enum: ['none'] },
      else: {
        required: ['model'],
        properties: { model: { enum: ['none', 'polynomial', 'lindhard'] } },
        allOf: [
          {
            if: { properties: { model: { const: 'polynomial' } }, required: ['model'] },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: {
              required: ['coefficients'],
              additionalProperties: false,
              properties: { model: true, coefficients: { type: 'array', items: { type: 'number' } } },
            },
          },
          {
            if: { properties: { model: { const: 'lindhard' } }, required: ['model'] },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: {
              required: ['k'],
              additionalProperties: false,
              properties: { model: true, k: { type: 'number', exclusiveMinimum: 0 } },
            },
          },
        ],
      },
    },
  },
};

let base: string;
let catalogueRoot: string;
let file: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'cevns-study-'));
});
beforeEach(() => {
  rmSync(base, { recursive: true });
  catalogueRoot = join(base, 'configs');
  file = join(base, 'pipelines', 'study.yaml');
  entry(
    'detectors/csi',
    'kind: detector\ntitle: CsI\nmass: 14.6 kg\nquenching:\n  model: polynomial\n  coefficients: [1, 2]\n',
  );
});
afterAll(() => rmSync(base, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function entry(name: string, text: string): void {
  put(join(catalogueRoot, `${name}.yaml`), text);
}

const head = 'study: s\nbaseline: 19.3 m\n';

async function load(text: string, ...sets: string[]): Promise<LoadedStudy> {
  put(file, text);
  return loadStudy({ file, catalogueRoot, schema, sets });
}

async function problemsOf(text: string, ...sets: string[]): Promise<readonly Problem[]> {
  try {
    await load(text, ...sets);
  } catch (error) {
    if (error instanceof StudyError) return error.problems;
    throw error;
  }
  return [];
}

async function placesOf(text: string, ...sets: string[]): Promise<string[]> {
  return (await problemsOf(text, ...sets)).map((p) => `${p.code} ${p.line}:${p.column}`);
}

test('an entry is inlined, keys beside `use` override deeply, and every part keeps its place', async () => {
  const { study, document, usedFiles } = await load(
    `${head}detector:\n  use: detectors/csi\n  mass: 10 kg\n  quenching: { coefficients: [3] }\n`,
  );
  expect(study).toEqual({
    study: 's',
    baseline: '19.3 m',
    detector: { kind: 'detector', title: 'CsI', mass: '10 kg', quenching: { model: 'polynomial', coefficients: [3] } },
  });
  const csi = join(catalogueRoot, 'detectors/csi.yaml');
  expect(document.at(['detector', 'title'])).toMatchObject({ file: csi, line: 2, column: 8 });
  expect(document.at(['detector', 'mass'])).toMatchObject({ file, line: 5, column: 9 });
  expect(document.keyAt(['detector', 'mass'])).toMatchObject({ file, line: 5, column: 3 });
  expect(document.at(['detector', 'quenching', 'model'])).toMatchObject({ file: csi, line: 5, column: 10 });
  expect(document.at(['detector', 'quenching', 'coefficients', 0])).toMatchObject({ file, line: 6, column: 31 });
  expect(usedFiles.map((used) => used.shownAs)).toEqual([file, csi]);
});

test('another model replaces the part, null removes a key, a key left empty does not', async () => {
  const other = await load(`${head}detector: { use: detectors/csi, quenching: { model: lindhard, k: 0.2 } }\n`);
  expect(other.document.value).toMatchObject({ detector: { quenching: { model: 'lindhard', k: 0.2 } } });
  expect((other.study as { detector: { quenching: object } }).detector.quenching).toEqual({
    model: 'lindhard',
    k: 0.2,
  });
  const removed = await load(`${head}detector: { use: detectors/csi, title: null }\n`);
  expect(removed.study).not.toHaveProperty('detector.title');
  expect(await placesOf(`${head}detector:\n  use: detectors/csi\n  title:\n`)).toEqual(['E301 5:9']);
});

test('entries use entries, folders with entry.yaml are entries, files lie beside the study', async () => {
  put(join(catalogueRoot, 'detectors/big/entry.yaml'), 'use: detectors/csi\nmass: 1 t\n');
  put(join(base, 'pipelines', 'mine.yaml'), 'use: detectors/big\ntitle: mine\n');
  const { study, usedFiles } = await load(`${head}detector: { use: ./mine.yaml }\n`);
  expect(study).toMatchObject({ detector: { mass: '1 t', title: 'mine', quenching: { model: 'polynomial' } } });
  expect(usedFiles).toHaveLength(4);
});

test('an unknown entry is reported with the nearest one', async () => {
  expect(await problemsOf(`${head}detector: { use: detectors/cis }\n`)).toMatchObject([
    {
      code: 'E201',
      file,
      line: 3,
      column: 18,
      suggestion: 'detectors/csi',
      expected: 'an entry such as `detectors/csi`',
    },
  ]);
  expect(await problemsOf(`${head}detector: { use: detectors/csi.yaml }\n`)).toMatchObject([
    { suggestion: 'detectors/csi' },
  ]);
  expect(await problemsOf(`${head}detector: { use: csi }\n`)).toMatchObject([{ suggestion: 'detectors/csi' }]);
  expect(await problemsOf(`${head}detector: { use: ./nowhere.yaml }\n`)).toMatchObject([{ code: 'E201' }]);
});

test('a circular use shows its chain', async () => {
  entry('detectors/a', 'use: detectors/b\n');
  entry('detectors/b', 'title: b\nuse: detectors/a\n');
  const [problem, ...others] = await problemsOf(`${head}detector: { use: detectors/a }\n`);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: 'E202', file: join(catalogueRoot, 'detectors/b.yaml'), line: 2, column: 6 });
  expect(problem?.message).toContain('detectors/a -> detectors/b -> detectors/a');
  expect(await placesOf(`${head}detector: { use: ./study.yaml }\n`)).toEqual(['E202 3:18']);
});

test.each([
  '../../etc',
  '../../etc/passwd',
  '/etc/passwd',
  'detectors/../../x',
  '..',
  './../configs.yaml',
  'C:/x',
  'a\\b',
])('a use must not leave the catalogue: %s', async (name) => {
  expect(await placesOf(`${head}detector: { use: '${name}' }\n`)).toEqual(['E203 3:18']);
});

test('a symbolic link must not leave the catalogue either', async () => {
  put(join(base, 'elsewhere.yaml'), 'mass: 1 kg\n');
  symlinkSync(join(base, 'elsewhere.yaml'), join(catalogueRoot, 'detectors/link.yaml'));
  expect(await placesOf(`${head}detector: { use: detectors/link }\n`)).toEqual(['E203 3:18']);
  put(file, head);
  symlinkSync(join(base, 'elsewhere.yaml'), join(base, 'pipelines/link.yaml'));
  expect(await placesOf(`${head}detector: { use: ./link.yaml }\n`)).toEqual(['E203 3:18']);
});

test('entries that multiply are stopped', async () => {
  for (let i = 0; i < 12; i++) entry(`m/${i}`, `a: { use: m/${i + 1} }\nb: { use: m/${i + 1} }\n`);
  entry('m/12', 'x: 1\n');
  expect((await problemsOf(`${head}detector: { use: m/0 }\n`)).map((p) => p.code)).toContain('E206');
});

test('what is no entry, and an entry of another kind, say so and nothing else', async () => {
  expect(await placesOf(`${head}detector: { use: [detectors/csi] }\n`)).toEqual(['E204 3:18']);
  entry('detectors/list', '- 1\n');
  expect(await placesOf(`${head}detector: { use: detectors/list }\n`)).toEqual(['E204 3:18']);
  entry('detectors/odd', 'kind: [detector]\nmass: 1 kg\nquenching: none\n');
  expect(await problemsOf(`${head}detector: { use: detectors/odd }\n`)).toMatchObject([
    { code: 'E304', line: 1, column: 7 },
  ]);
  entry('sources/sns', 'kind: source\npower: 1.4 MW\n');
  expect(await problemsOf(`${head}detector: { use: sources/sns }\n`)).toMatchObject([
    { code: 'E205', file, line: 3, column: 18, found: 'an entry of kind `source`' },
  ]);
});

test('problems inside an entry are shown where they are written', async () => {
  entry('detectors/csi', 'mass: 14.6 Kg\nquenching: none\n');
  const csi = join(catalogueRoot, 'detectors/csi.yaml');
  expect(await problemsOf(`${head}detector: { use: detectors/csi }\n`)).toMatchObject([
    {
      code: 'E402',
      file: csi,
      line: 1,
      column: 7,
      suggestion: '14.6 kg',
      frame: '1 | mass: 14.6 Kg\n  |       ^^^^^^^',
    },
  ]);
  entry('detectors/csi', 'quenching: none\n');
  expect(await problemsOf(`${head}detector: { use: detectors/csi }\n`)).toMatchObject([
    { code: 'E303', file: csi, line: 1, column: 1 },
  ]);
  entry('detectors/csi', 'quenching: `none\n');
  expect(await problemsOf(`${head}detector: { use: detectors/csi }\n`)).toMatchObject([{ code: 'E111', file: csi }]);
});

test('three errors in one file give exactly three problems', async () => {
  const text = 'study: s\nbaselin: 19.3 m\nexposure: 3.2e23 PTO\ndetector: { use: detectors/cis }\n';
  expect(await problemsOf(text)).toMatchObject([
    { code: 'E302', line: 2, column: 1, suggestion: 'baseline' },
    { code: 'E402', line: 3, column: 11, suggestion: '3.2e23 POT' },
    { code: 'E201', line: 4, column: 18 },
  ]);
});

test.each([
  ['missing key', 'study: s\n', ['E303 1:1']],
  ['missing keys of a part', `${head}detector: {}\n`, ['E303 3:1', 'E303 3:1']],
  ['wrong dimension', 'study: s\nbaseline: 19.3 kg\n', ['E403 2:11']],
  ['missing unit', 'study: s\nbaseline: 19.3\n', ['E401 2:11']],
  ['list for a quantity', 'study: s\nbaseline: [19.3 m]\n', ['E301 2:11']],
  ['key without a value', 'study: s\nbaseline:\n', ['E301 2:10']],
  ['negative mass', `${head}detector: { mass: -1 kg, quenching: none }\n`, ['E406 3:19']],
  ['keVee for keVnr', `${head}detector: { mass: 1 kg, quenching: none, threshold: 6.5 keVee }\n`, ['E404 3:53']],
  ['wrong type', 'study: 5\nbaseline: 1 m\n', ['E301 1:8']],
  ['top level is a list', '- 1\n', ['E301 1:1']],
  ['number too small', `${head}points: 1\n`, ['E305 3:9']],
  ['too few items', `${head}bins: []\n`, ['E306 3:7']],
  ['item twice', `${head}names: [a, b, a]\n`, ['E306 3:15']],
  ['name of a key', `${head}names: { A1: 1 }\n`, ['E307 3:10']],
  ['bad item', `${head}bins: [1 PE, 2]\n`, ['E401 3:14']],
  ['unknown model', `${head}detector: { mass: 1 kg, quenching: { model: lindhart, k: 1 } }\n`, ['E304 3:45']],
  ['unknown plain name', `${head}detector: { mass: 1 kg, quenching: nome }\n`, ['E304 3:36']],
  ['missing model', `${head}detector: { mass: 1 kg, quenching: { k: 1 } }\n`, ['E303 3:25']],
  [
    'only the selected model complains',
    `${head}detector: { mass: 1 kg, quenching: { model: lindhard, kk: 1 } }\n`,
    ['E302 3:55'],
  ],
  ['alternatives: misspelt name', `${head}couplings: tree-levl\n`, ['E304 3:12']],
  ['alternatives: the map is meant', `${head}couplings: { gvp: 1, gvm: 2 }\n`, ['E302 3:22']],
  ['alternatives: neither', `${head}couplings: [1]\n`, ['E308 3:12']],
  ['alternatives: the quantity is meant', `${head}onset: 380 nm\n`, ['E403 3:8']],
  ['alternatives: name or quantity', `${head}onset: fre\n`, ['E308 3:8']],
])('%s', async (_, text, expected) => {
  expect(await placesOf(text)).toEqual(expected);
});

test('misspelt names come with the nearest one', async () => {
  expect(await problemsOf(`${head}couplings: tree-levl\n`)).toMatchObject([{ suggestion: 'tree-level' }]);
  expect(await problemsOf(`${head}onset: fre\n`)).toMatchObject([{ suggestion: 'free' }]);
  expect(await problemsOf(`${head}detector: { mass: 1 kg, quenching: { model: lindhart } }\n`)).toMatchObject([
    { suggestion: 'lindhard', expected: 'one of `none`, `polynomial`, `lindhard`' },
  ]);
});

test('--set overrides the study and what it uses', async () => {
  const text = `${head}detector: { use: detectors/csi }\n`;
  const { study, document } = await load(
    text,
    'baseline=28 m',
    'detector.mass=2 kg',
    'bins=[8 PE, 60 PE]',
    'bins.1=50 PE',
  );
  expect(study).toMatchObject({ baseline: '28 m', detector: { mass: '2 kg', title: 'CsI' }, bins: ['8 PE', '50 PE'] });
  expect(document.at(['detector', 'mass'])).toMatchObject({ file: '--set detector.mass', line: 1, column: 15 });
  const item = await load(text, 'detector.quenching.coefficients.1=7');
  expect(item.study).toMatchObject({ detector: { quenching: { model: 'polynomial', coefficients: [1, 7] } } });
});

test('--set replaces what it names: a name by a map, an entry by another, a part by an entry, a key by nothing', async () => {
  const inline = `${head}detector: { mass: 1 kg, quenching: none, title: t }\n`;
  expect((await load(inline, 'detector.quenching={model: lindhard, k: 0.2}')).study).toHaveProperty(
    'detector.quenching.k',
  );
  expect((await load(inline, 'detector.use=detectors/csi')).study).toMatchObject({ detector: { mass: '14.6 kg' } });
  expect((await load(inline, 'detector.title=null')).study).not.toHaveProperty('detector.title');
  entry('detectors/ar', 'mass: 24 kg\nquenching: none\n');
  const used = `${head}detector: { use: detectors/csi, title: mine }\n`;
  expect((await load(used, 'detector.use=detectors/ar')).study).toMatchObject({
    detector: { mass: '24 kg', title: 'mine', quenching: 'none' },
  });
  const whole = await load(used, 'detector.quenching={model: polynomial, coefficients: [5]}');
  expect(whole.study).toHaveProperty('detector.quenching', { model: 'polynomial', coefficients: [5] });
  expect((await load(used, 'detector.title=null')).study).not.toHaveProperty('detector.title');
});

test.each([
  ['baselin=28 m', 'E502', 1, 'baseline'],
  ['detector.mas=28 kg', 'E502', 10, 'mass'],
  ['detector.quenching.coefficients.7=1', 'E502', 33, undefined],
  ['bins.7=1 PE', 'E502', 6, undefined],
  ['nothing.at.all=1', 'E502', 1, undefined],
  ['baseline=28 km/h', 'E403', 10, undefined],
  ['baseline=28 meter', 'E402', 10, '28 m'],
  ['detector.use=detectors/cis', 'E201', 14, 'detectors/csi'],
  ['baseline', 'E501', 9, undefined],
  ['baseline=', 'E501', 10, undefined],
  ['.a=1', 'E501', 1, undefined],
  ['bins=[1 PE', 'E111', 11, undefined],
  ['detector.nothing=null', 'E502', 10, undefined],
] as const)('--set %s is refused with a place in the argument', async (set, code, column, suggestion) => {
  const problems = await problemsOf(`${head}bins: [1 PE]\ndetector: { use: detectors/csi }\n`, set);
  expect(problems.map((p) => [p.code, p.line, p.column, p.suggestion])).toEqual([[code, 1, column, suggestion]]);
  expect(problems[0]?.file).toBe(`--set ${set.split('=')[0]}`);
  expect(problems[0]?.frame).toContain(set);
});

test('data files are found beside the file that names them, and stay in bounds', async () => {
  put(join(catalogueRoot, 'detectors/data/curve.csv'), '1,2\n');
  entry('detectors/csi', 'mass: 1 kg\nquenching: none\nfile: data/curve.csv\n');
  const text = `${head}detector: { use: detectors/csi }\n`;
  const loaded = await load(text);
  const curve = join(catalogueRoot, 'detectors/data/curve.csv');
  expect(loaded.namedFiles).toEqual([{ path: ['detector', 'file'], file: curve }]);
  expect(loaded.study).toHaveProperty('detector.file', curve);

  const results = join(base, 'results');
  put(join(results, 'study.resolved.yaml'), resolvedYaml(loaded, results));
  const again = await loadStudy({ file: join(results, 'study.resolved.yaml'), catalogueRoot, schema });
  expect(again.study).toEqual(loaded.study);

  put(join(base, 'outside.csv'), '1\n');
  symlinkSync(join(base, 'outside.csv'), join(catalogueRoot, 'detectors/data/link.csv'));
  for (const [name, code] of [
    ['../../outside.csv', 'E212'],
    ['/etc/passwd', 'E212'],
    ['data/link.csv', 'E212'],
    ['data/none.csv', 'E211'],
    ['data', 'E213'],
  ]) {
    entry('detectors/csi', `mass: 1 kg\nquenching: none\nfile: ${name}\n`);
    expect(await placesOf(text), name).toEqual([`${code} 3:7`]);
  }
});

test('the internal form has every quantity as a number in the unit of its dimension', async () => {
  const { internal, study } = await load(
    `${head}exposure: 3.2e23 POT\nonset: 380 ns\ndetector: { use: detectors/csi, mass: 1400 g }\n`,
  );
  expect(internal).toEqual({
    study: 's',
    baseline: 19.3,
    exposure: 3.2e23,
    onset: 0.38,
    detector: { kind: 'detector', title: 'CsI', mass: 1.4, quenching: { model: 'polynomial', coefficients: [1, 2] } },
  });
  expect(study).toMatchObject({ baseline: '19.3 m', detector: { mass: '1400 g' } });
});

test('what fitted once is known again; what changed is checked; files are looked for every time', async () => {
  const remembered = new Map<string, string>();
  let recalled = 0;
  const memory = {
    recall: (key: string): CheckRecord | undefined => {
      const text = remembered.get(key);
      if (text !== undefined) recalled += 1;
      return text === undefined ? undefined : JSON.parse(text);
    },
    remember: (key: string, record: CheckRecord) => void remembered.set(key, JSON.stringify(record)),
  };
  const good = 'mass: 1 kg\nquenching: none\nfile: curve.csv\n';
  put(join(catalogueRoot, 'detectors/curve.csv'), '1,2\n');
  entry('detectors/csi', good);
  put(file, `${head}detector: { use: detectors/csi }\n`);
  const first = await loadStudy({ file, catalogueRoot, schema, memory });
  expect(await loadStudy({ file, catalogueRoot, schema, memory })).toEqual(first);
  expect(recalled).toBe(1);
  for (const mass of ['-1 kg', '-1 kg']) {
    entry('detectors/csi', good.replace('1 kg', mass));
    await expect(loadStudy({ file, catalogueRoot, schema, memory })).rejects.toThrowError(/E406/);
  }
  entry('detectors/csi', good);
  const stricter = { ...schema, required: ['study', 'baseline', 'points'] };
  await expect(loadStudy({ file, catalogueRoot, schema: stricter, memory })).rejects.toThrowError(/points/);
  expect(recalled).toBe(1);
  rmSync(join(catalogueRoot, 'detectors/curve.csv'));
  await expect(loadStudy({ file, catalogueRoot, schema, memory })).rejects.toThrowError(/E211/);
  expect(recalled).toBe(2);
});
