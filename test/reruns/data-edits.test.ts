import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelAndAfter, StudyHistory, stagesWith } from './study-history.ts';

const history = new StudyHistory();
const { copy } = history;
beforeAll(() => history.begin(), 60_000);
afterAll(() => history.end());

const folder = 'configs/data/coherent-csi-2021';

test('data files written anew with the same bytes: nothing runs', async () => {
  const tables = fs.readdirSync(copy.path(folder)).map((name) => `${folder}/${name}`);
  const rerun = await history.rerunAfter(tables, (path) => copy.write(path, copy.read(path)));
  expect(stagesWith(rerun, 'unchanged')).toHaveLength(Object.keys(rerun.plan).length);
  expect(rerun.ran).toEqual([]);
});

test('an event outside the region: the data are counted again, and nothing follows', async () => {
  const rerun = await history.rerunAfter([`${folder}/beam-on-coincidence.csv`], (path) =>
    copy.edit(path, '\n111.189,2.24\n', '\n112.5,2.24\n'),
  );
  expect(rerun.plan.data).toBe('run: inputs.events: file data/coherent-csi-2021/beam-on-coincidence.csv changed');
  expect(rerun.plan.model).toBe('may run: after data');
  expect(stagesWith(rerun, 'run')).toEqual(['data']);
  expect(rerun.ran).toEqual(['data']);
});

test('an event more in the region: model and fits follow, no prediction', async () => {
  const rerun = await history.rerunAfter([`${folder}/beam-on-coincidence.csv`], (path) =>
    copy.edit(path, '\n111.189,2.24\n', '\n11.1,2.24\n'),
  );
  expect(rerun.ran).toEqual(
    expect.arrayContaining(['data', 'model', 'analysis/strength', 'tables/fit.csv', 'summary']),
  );
  for (const stage of ['flux', 'recoil', 'response', 'prediction', 'timing', 'backgrounds']) {
    expect(rerun.ran).not.toContain(stage);
  }
});

test('a background table: the backgrounds, and what follows once they differ', async () => {
  const table = `${folder}/neutrino-induced-neutrons-pe.csv`;
  const beyond = await history.rerunAfter([table], (path) => copy.write(path, `${copy.read(path)}900.5,0\n`));
  expect(beyond.plan.backgrounds).toBe(
    'run: inputs.nin/PE: file data/coherent-csi-2021/neutrino-induced-neutrons-pe.csv changed',
  );
  expect(beyond.ran).toEqual(['backgrounds']);
});

test('an element: recoils of the targets that have it', async () => {
  const caesium = await history.rerunAfter(['configs/nuclei/Cs.yaml'], (path) =>
    copy.edit(path, 'atomic-mass-u: 132.905451958,', 'atomic-mass-u: 132.91,'),
  );
  expect(caesium.plan.recoil).toMatch(/^run: nuclei\[0\]\.count /);
  expect(caesium.ran).toEqual(['recoil', 'response', 'prediction', ...modelAndAfter].sort());
  const argon = await history.rerunAfter(['configs/nuclei/Ar.yaml'], (path) =>
    copy.edit(path, 'atomic-mass-u: 35.967545106,', 'atomic-mass-u: 35.97,'),
  );
  expect(argon.ran).toEqual([]);
});
