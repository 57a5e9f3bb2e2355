import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { head, StudyFolder } from './testing/study-folder.ts';

let folder: StudyFolder;
let catalogueRoot: string;
let file: string;
beforeEach(() => {
  folder = new StudyFolder();
  ({ catalogueRoot, file } = folder);
});
afterEach(() => folder.remove());

test('an entry is inlined, keys beside `use` override deeply, and every part keeps its place', async () => {
  const { study, document, usedFiles } = await folder.load(
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
  const other = await folder.load(`${head}detector: { use: detectors/csi, quenching: { model: lindhard, k: 0.2 } }\n`);
  expect(other.document.value).toMatchObject({ detector: { quenching: { model: 'lindhard', k: 0.2 } } });
  expect((other.study as { detector: { quenching: object } }).detector.quenching).toEqual({
    model: 'lindhard',
    k: 0.2,
  });
  const removed = await folder.load(`${head}detector: { use: detectors/csi, title: null }\n`);
  expect(removed.study).not.toHaveProperty('detector.title');
  expect(await folder.placesOf(`${head}detector:\n  use: detectors/csi\n  title:\n`)).toEqual(['E301 5:9']);
});

test('entries use entries, folders with entry.yaml are entries, files lie beside the study', async () => {
  folder.put(join(catalogueRoot, 'detectors/big/entry.yaml'), 'use: detectors/csi\nmass: 1 t\n');
  folder.put(join(folder.base, 'pipelines', 'mine.yaml'), 'use: detectors/big\ntitle: mine\n');
  const { study, usedFiles } = await folder.load(`${head}detector: { use: ./mine.yaml }\n`);
  expect(study).toMatchObject({ detector: { mass: '1 t', title: 'mine', quenching: { model: 'polynomial' } } });
  expect(usedFiles).toHaveLength(4);
});

test('an unknown entry is reported with the nearest one', async () => {
  expect(await folder.problemsOf(`${head}detector: { use: detectors/cis }\n`)).toMatchObject([
    {
      code: 'E201',
      file,
      line: 3,
      column: 18,
      suggestion: 'detectors/csi',
      expected: 'an entry such as `detectors/csi`',
    },
  ]);
  expect(await folder.problemsOf(`${head}detector: { use: detectors/csi.yaml }\n`)).toMatchObject([
    { suggestion: 'detectors/csi' },
  ]);
  expect(await folder.problemsOf(`${head}detector: { use: csi }\n`)).toMatchObject([{ suggestion: 'detectors/csi' }]);
  expect(await folder.problemsOf(`${head}detector: { use: ./nowhere.yaml }\n`)).toMatchObject([{ code: 'E201' }]);
});

test('a circular use shows its chain', async () => {
  folder.entry('detectors/a', 'use: detectors/b\n');
  folder.entry('detectors/b', 'title: b\nuse: detectors/a\n');
  const [problem, ...others] = await folder.problemsOf(`${head}detector: { use: detectors/a }\n`);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: 'E202', file: join(catalogueRoot, 'detectors/b.yaml'), line: 2, column: 6 });
  expect(problem?.message).toContain('detectors/a -> detectors/b -> detectors/a');
  expect(await folder.placesOf(`${head}detector: { use: ./study.yaml }\n`)).toEqual(['E202 3:18']);
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
  expect(await folder.placesOf(`${head}detector: { use: '${name}' }\n`)).toEqual(['E203 3:18']);
});

test('a symbolic link must not leave the catalogue either', async () => {
  folder.put(join(folder.base, 'elsewhere.yaml'), 'mass: 1 kg\n');
  symlinkSync(join(folder.base, 'elsewhere.yaml'), join(catalogueRoot, 'detectors/link.yaml'));
  expect(await folder.placesOf(`${head}detector: { use: detectors/link }\n`)).toEqual(['E203 3:18']);
  folder.put(file, head);
  symlinkSync(join(folder.base, 'elsewhere.yaml'), join(folder.base, 'pipelines/link.yaml'));
  expect(await folder.placesOf(`${head}detector: { use: ./link.yaml }\n`)).toEqual(['E203 3:18']);
});

test('entries that multiply are stopped', async () => {
  for (let i = 0; i < 12; i++) folder.entry(`m/${i}`, `a: { use: m/${i + 1} }\nb: { use: m/${i + 1} }\n`);
  folder.entry('m/12', 'x: 1\n');
  expect((await folder.problemsOf(`${head}detector: { use: m/0 }\n`)).map((p) => p.code)).toContain('E206');
});

test('what is no entry, and an entry of another kind, say so and nothing else', async () => {
  expect(await folder.placesOf(`${head}detector: { use: [detectors/csi] }\n`)).toEqual(['E204 3:18']);
  folder.entry('detectors/list', '- 1\n');
  expect(await folder.placesOf(`${head}detector: { use: detectors/list }\n`)).toEqual(['E204 3:18']);
  folder.entry('detectors/odd', 'kind: [detector]\nmass: 1 kg\nquenching: none\n');
  expect(await folder.problemsOf(`${head}detector: { use: detectors/odd }\n`)).toMatchObject([
    { code: 'E304', line: 1, column: 7 },
  ]);
  folder.entry('sources/sns', 'kind: source\npower: 1.4 MW\n');
  expect(await folder.problemsOf(`${head}detector: { use: sources/sns }\n`)).toMatchObject([
    { code: 'E205', file, line: 3, column: 18, found: 'an entry of kind `source`' },
  ]);
});

test('problems inside an entry are shown where they are written', async () => {
  folder.entry('detectors/csi', 'mass: 14.6 Kg\nquenching: none\n');
  const csi = join(catalogueRoot, 'detectors/csi.yaml');
  expect(await folder.problemsOf(`${head}detector: { use: detectors/csi }\n`)).toMatchObject([
    {
      code: 'E402',
      file: csi,
      line: 1,
      column: 7,
      suggestion: '14.6 kg',
      frame: '1 | mass: 14.6 Kg\n  |       ^^^^^^^',
    },
  ]);
  folder.entry('detectors/csi', 'quenching: `none\n');
  expect(await folder.problemsOf(`${head}detector: { use: detectors/csi }\n`)).toMatchObject([
    { code: 'E111', file: csi },
  ]);
});

test('what an entry leaves open is missing where it is used', async () => {
  folder.entry('detectors/csi', 'quenching: none\n');
  expect(await folder.problemsOf(`${head}detector: { use: detectors/csi }\n`)).toMatchObject([
    {
      code: 'E303',
      file,
      line: 3,
      column: 18,
      message: '`detector` lacks the key `mass`, and the entry used here leaves it open',
      expected: '`mass:` a mass such as `14.6 kg` or `10 g` or `1 t`',
    },
  ]);
});

test.each([
  ['detector: { use: mine.yaml }', './mine.yaml'],
  ['detector: { use: mine }', './mine.yaml'],
  ['detector: { use: ./mine }', './mine.yaml'],
  ['detector: { use: ./mien.yaml }', './mine.yaml'],
  ['detector: { use: parts/mine.yml }', './parts/mine.yml'],
  ['detector: mine.yaml', '{ use: ./mine.yaml }'],
  ['detector: ./mine.yaml', '{ use: ./mine.yaml }'],
  ['detector: detectors/csi', '{ use: detectors/csi }'],
  ['detector: csi', '{ use: detectors/csi }'],
  ['detector: { mass: 1 kg, quenching: mine }', '{ use: ./mine.yaml }'],
  ['detector: nowhere.yaml', undefined],
  ['detector: ../configs/detectors/csi.yaml', undefined],
  ['terms: mine.yaml', undefined],
])('files and entries that are there are suggested: %s', async (line, suggestion) => {
  folder.put(join(folder.base, 'pipelines/mine.yaml'), 'mass: 1 kg\nquenching: none\n');
  folder.put(join(folder.base, 'pipelines/parts/mine.yml'), 'mass: 1 kg\nquenching: none\n');
  const [problem, ...others] = await folder.problemsOf(`${head}${line}\n`);
  expect(others).toEqual([]);
  expect(problem?.suggestion).toBe(suggestion);
});

test('a misspelt key beside `use` is suggested though the entry has the right one', async () => {
  expect(await folder.problemsOf(`${head}detector: { use: detectors/csi, mas: 20 kg }\n`)).toMatchObject([
    { code: 'E302', suggestion: 'mass' },
  ]);
});
