import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { allStages, modelAndAfter, type Rerun, StudyHistory, stagesWith, study } from './study-history.ts';

const history = new StudyHistory();
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
      history.copy.edit(path, '\ntitle: CEvNS in the full', '\ntitle: CEvNS with the whole'),
    );
    expect(rerun.plan.summary).toMatch(/^run: title "CEvNS in the full.*" -> "CEvNS with the whole.*"$/);
    expect(rerun.ran).toEqual(sorted('summary', 'report'));
  });

  test('label of a figure: this figure, and the report', async () => {
    const rerun = await history.rerunAfter([study], (path) =>
      history.copy.edit(path, 'file: pe-projection.svg }', 'file: pe-projection.svg, label: Light }'),
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

describe('how a study is written does not matter', () => {
  test('comments and white space', async () => {
    expectNothingRan(
      await history.rerunAfter([study], (path) => {
        const lines = history.copy.read(path).split('\n');
        history.copy.write(path, ['# Another remark.', '', ...lines.map((line) => `${line}  # why`)].join('\n'));
      }),
    );
  });

  test('comments of a catalogue entry', async () => {
    expectNothingRan(
      await history.rerunAfter(['configs/detectors/coherent-csi.yaml', 'configs/nuclei/Cs.yaml'], (path) =>
        history.copy.write(path, `# Another remark.\n\n${history.copy.read(path)}`),
      ),
    );
  });

  test('block in place of flow style', async () => {
    expectNothingRan(
      await history.rerunAfter([study], (path) => history.copy.write(path, stringify(parse(history.copy.read(path))))),
    );
  });

  test('the order of keys shows in the report alone', async () => {
    const rerun = await history.rerunAfter([study], (path) => {
      const { analysis, ...rest } = parse(history.copy.read(path));
      history.copy.write(path, stringify({ ...(reversed(rest) as object), analysis }));
    });
    expect(stagesWith(rerun, 'unchanged')).toEqual(without('report'));
    expect(rerun.ran).toEqual(['report']);
  });

  test('an analysis or output by its kind alone', async () => {
    const rerun = await history.rerunAfter([study], (path) => {
      history.copy.edit(path, 'cross-section: { kind: fit }', 'cross-section: fit');
      history.copy.edit(path, 'prediction: { kind: predict }', 'prediction: predict');
      history.copy.edit(path, '- { kind: report }', '- report');
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
