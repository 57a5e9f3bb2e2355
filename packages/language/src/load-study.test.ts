import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CheckRecord } from './check.ts';
import { loadStudy } from './load-study.ts';
import { resolvedYaml } from './resolved-yaml.ts';
import { head, StudyFolder, schema } from './testing/study-folder.ts';

let folder: StudyFolder;
let catalogueRoot: string;
let file: string;
beforeEach(() => {
  folder = new StudyFolder();
  ({ catalogueRoot, file } = folder);
});
afterEach(() => folder.remove());

test('data files are found beside the file that names them, and stay in bounds', async () => {
  folder.put(join(catalogueRoot, 'detectors/data/curve.csv'), '1,2\n');
  folder.entry('detectors/csi', 'mass: 1 kg\nquenching: none\nfile: data/curve.csv\n');
  const text = `${head}detector: { use: detectors/csi }\n`;
  const loaded = await folder.load(text);
  const curve = join(catalogueRoot, 'detectors/data/curve.csv');
  expect(loaded.namedFiles).toEqual([{ path: ['detector', 'file'], file: curve }]);
  expect(loaded.study).toHaveProperty('detector.file', curve);

  const results = join(folder.base, 'results');
  folder.put(join(results, 'study.resolved.yaml'), resolvedYaml(loaded, results));
  const again = await loadStudy({ file: join(results, 'study.resolved.yaml'), catalogueRoot, schema });
  expect(again.study).toEqual(loaded.study);

  folder.put(join(folder.base, 'outside.csv'), '1\n');
  symlinkSync(join(folder.base, 'outside.csv'), join(catalogueRoot, 'detectors/data/link.csv'));
  for (const [name, code] of [
    ['../../outside.csv', 'E212'],
    ['/etc/passwd', 'E212'],
    ['data/link.csv', 'E212'],
    ['data/none.csv', 'E211'],
    ['data', 'E213'],
  ]) {
    folder.entry('detectors/csi', `mass: 1 kg\nquenching: none\nfile: ${name}\n`);
    expect(await folder.placesOf(text), name).toEqual([`${code} 3:7`]);
  }

  folder.entry('detectors/csi', 'mass: 1 kg\nquenching: none\nfile: data/curv.csv\n');
  expect((await folder.problemsOf(text))[0]).toMatchObject({ code: 'E211', suggestion: 'data/curve.csv' });
});

test('the internal form has every quantity as a number in the unit of its dimension', async () => {
  const { internal, study } = await folder.load(
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
  folder.put(join(catalogueRoot, 'detectors/curve.csv'), '1,2\n');
  folder.entry('detectors/csi', good);
  folder.put(file, `${head}detector: { use: detectors/csi }\n`);
  const first = await loadStudy({ file, catalogueRoot, schema, memory });
  expect(await loadStudy({ file, catalogueRoot, schema, memory })).toEqual(first);
  expect(recalled).toBe(1);
  for (const mass of ['-1 kg', '-1 kg']) {
    folder.entry('detectors/csi', good.replace('1 kg', mass));
    await expect(loadStudy({ file, catalogueRoot, schema, memory })).rejects.toThrowError(/E406/);
  }
  folder.entry('detectors/csi', good);
  const stricter = { ...schema, required: ['study', 'baseline', 'points'] };
  await expect(loadStudy({ file, catalogueRoot, schema: stricter, memory })).rejects.toThrowError(/points/);
  expect(recalled).toBe(1);
  rmSync(join(catalogueRoot, 'detectors/curve.csv'));
  await expect(loadStudy({ file, catalogueRoot, schema, memory })).rejects.toThrowError(/E211/);
  expect(recalled).toBe(2);
});

test('a place that may have one of several dimensions says in the internal form which it has', async () => {
  const internal = async (live: string) => (await folder.load(`study: s\nbaseline: 1 m\nlive: ${live}\n`)).internal;
  expect(await internal('2 d')).toMatchObject({ live: { time: 1.728e11 } });
  expect(await internal('2e20 POT')).toMatchObject({ live: 2e20 });
});
