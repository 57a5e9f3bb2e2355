import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projections, StudyHistory, stagesWith } from './study-history.ts';

const history = new StudyHistory();
const { copy } = history;
let summary: SummaryOfFit;
beforeAll(async () => {
  summary = JSON.parse(await history.begin());
}, 60_000);
afterAll(() => history.end());

interface SummaryOfFit {
  readonly analysis: { readonly prediction: { readonly components: Readonly<Record<string, number>> } };
}

const sorted = (...stages: readonly string[]): string[] => [...stages].sort();

describe('what an edit of the code runs again', () => {
  test('a constant of a figure kind: figures of that kind, and the report they are in', async () => {
    const rerun = await history.rerunAfter(['packages/plotting/src/figures/projection.ts'], (path) =>
      copy.edit(path, "(style.width === 'column' ? 0.62 :", "(style.width === 'column' ? 0.63 :"),
    );
    for (const figure of projections) expect(rerun.plan[figure]).toBe('run: code changed: plotting/figures/projection');
    expect(stagesWith(rerun, 'run')).toEqual(sorted(...projections));
    expect(rerun.plan.report).toMatch(/^may run: after figures\/\S+\.svg$/);
    expect(rerun.ran).toEqual(sorted(...projections, 'report'));
  });

  test('a constant of the minimiser: every fit and what follows, no prediction', async () => {
    const rerun = await history.rerunAfter(['packages/fitting/src/newton.ts'], (path) =>
      copy.edit(path, 'DEFAULT_TOLERANCE = 1e-10;', 'DEFAULT_TOLERANCE = 1e-3;'),
    );
    const fits = ['strength', 'cross-section', 'discovery', 'strength-profile'].map((name) => `analysis/${name}`);
    for (const fit of fits) expect(rerun.plan[fit]).toBe('run: code changed: fitting/newton');
    expect(stagesWith(rerun, 'run')).toEqual(sorted(...fits));
    expect(rerun.ran).toEqual(expect.arrayContaining([...fits, 'tables/fit.csv', 'summary', 'report']));
    const before = ['flux', 'recoil', 'timing', 'response', 'prediction', 'backgrounds', 'data', 'model'];
    const predicted = ['analysis/prediction', 'tables/prediction.csv'];
    expect(stagesWith(rerun, 'unchanged')).toEqual(sorted(...before, ...predicted));
    for (const stage of [...before, ...predicted]) expect(rerun.ran).not.toContain(stage);
  });

  test('a form factor that the study does not use: nothing', async () => {
    const rerun = await history.rerunAfter(['packages/physics/src/form-factors/klein-nystrand.ts'], (path) =>
      copy.edit(path, 'export const formFactor', 'export const unused = 1;\nexport const formFactor'),
    );
    expect(stagesWith(rerun, 'run')).toEqual([]);
    expect(rerun.ran).toEqual([]);
  });

  test('comments, white space and types, in every source file at once: nothing', async () => {
    const sources = copy.sources();
    expect(sources.length).toBeGreaterThan(100);
    const rerun = await history.rerunAfter(sources, (path) =>
      copy.write(path, `/* A remark. */\n\n\n${copy.read(path)}\n\ninterface AddedHere {\n\treadonly x: number;\n}\n`),
    );
    expect(stagesWith(rerun, 'unchanged')).toHaveLength(Object.keys(rerun.plan).length);
    expect(rerun.ran).toEqual([]);
  });

  test('types and line breaks inside a function: nothing', async () => {
    const rerun = await history.rerunAfter(['packages/fitting/src/newton.ts'], (path) => {
      copy.edit(path, 'let slope = 0;', 'let slope: number =\n    // Counted from here.\n    0;');
    });
    expect(rerun.ran).toEqual([]);
  });
});

describe('adding a form factor', () => {
  const folder = 'packages/physics/src/form-factors';

  beforeAll(async () => {
    // 1. The file.
    copy.write(
      `${folder}/gaussian.ts`,
      `import type { FormFactorModel } from './form-factor.ts';

export interface Gaussian {
  /** Rms radius in fm. */
  readonly 'rms-radius': number;
}

/** Form factor of a Gaussian density, F = exp(-q^2 R^2 / 6). */
export const formFactor: FormFactorModel<Gaussian> = {
  prepare(_nucleus, _nucleon, { 'rms-radius': radiusFm }) {
    return (momentumTransferPerFm) => Math.exp(-((momentumTransferPerFm * radiusFm) ** 2) / 6);
  },
};
`,
    );
    // 2. Its schema fragment beside it.
    const fragment = {
      title: 'Gaussian',
      description: 'Form factor of a Gaussian density.',
      type: 'object',
      properties: {
        'rms-radius': { quantity: 'nuclear-length', exclusiveMinimum: 0, description: 'Rms radius of every nucleus.' },
      },
      required: ['rms-radius'],
    };
    copy.write(`${folder}/gaussian.schema.json`, JSON.stringify(fragment, null, 2));
    // 3. One line in the registry.
    copy.edit(
      `${folder}/registry.ts`,
      '} as const;',
      "  gaussian: '@cevns/physics/form-factors/gaussian',\n} as const;",
    );
    // 4. The schemas.
    const assembled = await copy.npm(['run', '--silent', 'schemas']);
    expect(assembled).toMatchObject({ status: 0 });
  }, 60_000);

  test('runs nothing again', async () => {
    const rerun = await history.rerun();
    expect(stagesWith(rerun, 'unchanged')).toHaveLength(Object.keys(rerun.plan).length);
    expect(rerun.ran).toEqual([]);
  });

  test('makes it usable in a study', async () => {
    const withGaussian = async (radius: string) => {
      const formFactor = `inputs.interaction.form-factor={ model: gaussian, rms-radius: ${radius} }`;
      const args = ['run', 'pipelines/coherent-csi-2021.yaml', '--store', 'store', '--out', 'gaussian', '--json'];
      const { status, stdout, stderr } = await copy.cevns([...args, '--set', formFactor]);
      expect(status, stderr).toBe(0);
      return (JSON.parse(stdout) as SummaryOfFit).analysis.prediction.components.cevns!;
    };
    // At small momentum transfer only the rms radius counts, and that of Lewin and Smith is 4.8 fm for caesium.
    const helm = summary.analysis.prediction.components.cevns!;
    const gaussian = await withGaussian('4.8 fm');
    expect(Math.abs(gaussian / helm - 1)).toBeLessThan(0.05);
    expect(await withGaussian('5.5 fm')).toBeLessThan(0.95 * gaussian);
  });

  test('makes it known to messages, with its parameters and their units', async () => {
    const check = (formFactor: string) =>
      copy.cevns([
        'check',
        'pipelines/coherent-csi-2021.yaml',
        '--set',
        `inputs.interaction.form-factor=${formFactor}`,
      ]);
    const misspelt = await check('{ model: gausian, rms-radius: 4.7 fm }');
    expect(misspelt.status).toBe(2);
    expect(misspelt.stderr).toMatch(/try: +gaussian/);
    const wrongUnit = await check('{ model: gaussian, rms-radius: 4.8 kg }');
    expect(wrongUnit.status).toBe(2);
    expect(wrongUnit.stderr).toContain('expected: a nuclear length such as');
  });
});
