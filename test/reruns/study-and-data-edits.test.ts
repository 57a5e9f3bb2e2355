import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { allStages, modelAndAfter, type Rerun, StudyHistory, stagesWith, study } from './study-history.ts';

const history = new StudyHistory();
const { copy } = history;
beforeAll(() => history.begin(), 60_000);
afterAll(() => history.end());

const sorted = (...stages: readonly string[]): string[] => [...stages].sort();
const without = (...stages: readonly string[]): string[] => sorted(...allStages).filter((s) => !stages.includes(s));

function expectNothingRan({ plan, ran }: Rerun): void {
  expect(plan).toEqual(Object.fromEntries(allStages.map((stage) => [stage, 'unchanged'])));
  expect(ran).toEqual([]);
}

describe('what a change of the study runs again', () => {
  test('nothing, without one', async () => {
    expectNothingRan(await history.rerun());
  });

  test('region.PE: the response and what follows', async () => {
    const rerun = await history.rerun({ set: ['region.PE=[8 PE, 60 PE]'] });
    expect(rerun.plan.response).toBe('run: region.PE [0, 60] -> [8, 60]');
    expect(rerun.plan.prediction).toBe('may run: after response');
    expect(stagesWith(rerun, 'unchanged')).toEqual(sorted('flux', 'recoil', 'timing'));
    expect(rerun.ran).toEqual(without('flux', 'recoil', 'timing'));
    expect(rerun.reasons.prediction).toBe('inputs.matrices: output matrices of coherent-csi-2021/response changed');
  });

  test('couplings: the prediction and what follows', async () => {
    const rerun = await history.rerun({ set: ['inputs.interaction.couplings=scholberg'] });
    expect(rerun.plan.prediction).toMatch(/^run: weights\[0\]\.templates\.n\*n\[0\]\.coefficient 0\.25 -> 0\.26183/);
    expect(rerun.plan.summary).toMatch(/^run: conventions\.couplings\.name "tree-level" -> "scholberg"/);
    const before = sorted('flux', 'recoil', 'timing', 'response', 'backgrounds', 'data');
    expect(stagesWith(rerun, 'unchanged')).toEqual(before);
    expect(rerun.ran).toEqual(without(...before));
  });

  test('form factor: recoils, and not the response, since the grid comes out as before', async () => {
    const rerun = await history.rerun({ set: ['inputs.interaction.form-factor=klein-nystrand'] });
    expect(rerun.plan.recoil).toMatch(/^run: neutron helm-lewin-smith -> klein-nystrand$/);
    expect(rerun.plan.response).toBe('may run: after recoil');
    expect(rerun.ran).toEqual(sorted('recoil', 'prediction', ...modelAndAfter));
  });

  test('exposure: fluences and recoils, and neither time structure nor response', async () => {
    const rerun = await history.rerun({ set: ['inputs.source.exposure=3.3e23 POT'] });
    expect(rerun.plan.flux).toBe('run: source.exposure 3.198e+23 -> 3.3e+23');
    expect(rerun.plan.timing).toBe('may run: after flux');
    expect(rerun.ran).toEqual(sorted('flux', 'recoil', 'prediction', ...modelAndAfter));
  });

  test('the same baseline in other units: the report alone, which shows the study as it is written', async () => {
    const rerun = await history.rerun({ set: ['inputs.baseline=1930 cm'] });
    expect(rerun.plan.report).toMatch(/^run: abstract\[0\]\.value .* \(and 1 more\)$/);
    expect(stagesWith(rerun, 'unchanged')).toEqual(without('report'));
    expect(rerun.ran).toEqual(['report']);
  });

  test('title: summary and report', async () => {
    const rerun = await history.rerunAfter([study], (path) =>
      copy.edit(path, '\ntitle: CEvNS in the full', '\ntitle: CEvNS with the whole'),
    );
    expect(rerun.plan.summary).toMatch(/^run: title "CEvNS in the full.*" -> "CEvNS with the whole.*"$/);
    expect(rerun.ran).toEqual(sorted('summary', 'report'));
  });

  test('label of a figure: this figure, and the report', async () => {
    const rerun = await history.rerunAfter([study], (path) =>
      copy.edit(path, 'file: pe-projection.svg }', 'file: pe-projection.svg, label: Light }'),
    );
    expect(rerun.plan['figures/pe-projection.svg']).toBe('run: label "Reconstructed photoelectrons" -> "Light"');
    expect(stagesWith(rerun, 'run')).toEqual(sorted('figures/pe-projection.svg', 'report'));
    expect(rerun.ran).toEqual(sorted('figures/pe-projection.svg', 'report'));
  });

  test('title of a background: projections and report, not the profile', async () => {
    const rerun = await history.rerun({ set: ['detector.backgrounds.brn.title=Neutrons from the beam'] });
    const shown = ['pe', 'time'].flatMap((axis) => [
      `figures/${axis}-projection.svg`,
      `figures/${axis}-projection.png`,
      `figures/${axis}-subtracted.svg`,
    ]);
    const change = 'components.brn.label "Beam-related neutrons" -> "Neutrons from the beam"';
    for (const figure of shown) expect(rerun.plan[figure]).toBe(`run: ${change}`);
    expect(rerun.ran).toEqual(sorted(...shown, 'report'));
  });
});

describe('what a change of the data or of the catalogue runs again', () => {
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
});

describe('how a study is written does not matter', () => {
  test('comments and white space', async () => {
    expectNothingRan(
      await history.rerunAfter([study], (path) => {
        const lines = copy.read(path).split('\n');
        copy.write(path, ['# Another remark.', '', ...lines.map((line) => `${line}  # why`)].join('\n'));
      }),
    );
  });

  test('comments of a catalogue entry', async () => {
    expectNothingRan(
      await history.rerunAfter(['configs/detectors/coherent-csi.yaml', 'configs/nuclei/Cs.yaml'], (path) =>
        copy.write(path, `# Another remark.\n\n${copy.read(path)}`),
      ),
    );
  });

  test('block in place of flow style', async () => {
    expectNothingRan(await history.rerunAfter([study], (path) => copy.write(path, stringify(parse(copy.read(path))))));
  });

  test('the order of keys shows in the report alone', async () => {
    const rerun = await history.rerunAfter([study], (path) => {
      const { analysis, ...rest } = parse(copy.read(path));
      copy.write(path, stringify({ ...(reversed(rest) as object), analysis }));
    });
    expect(stagesWith(rerun, 'unchanged')).toEqual(without('report'));
    expect(rerun.ran).toEqual(['report']);
  });

  test('an analysis or output by its kind alone', async () => {
    const rerun = await history.rerunAfter([study], (path) => {
      copy.edit(path, 'cross-section: { kind: fit }', 'cross-section: fit');
      copy.edit(path, 'prediction: { kind: predict }', 'prediction: predict');
      copy.edit(path, '- { kind: report }', '- report');
    });
    expect(rerun.ran).toEqual(['report']);
  });
});

/** All mappings with their keys in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, reversed(each)] as const);
  return Object.fromEntries(entries.reverse());
}
