import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StudyError } from '@cevns/language/problem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStudy } from '../open-study.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cevns-workspace-')));
});
afterAll(() => rmSync(folder, { recursive: true }));

const channel = (name: string, ...modifiers: object[]) => ({
  name,
  samples: [
    { name: 'signal', data: [12, 11], modifiers: [{ name: 'mu', type: 'normfactor', data: null }] },
    { name: 'background', data: [50, 52], modifiers },
  ],
});
const norm = { name: 'norm', type: 'normsys', data: { hi: 1.1, lo: 0.9 } };
const workspace = {
  channels: [channel('one', norm), channel('two', norm)],
  observations: [
    { name: 'one', data: [51, 48] },
    { name: 'two', data: [60, 61] },
  ],
  measurements: [
    { name: 'free', config: { poi: 'mu', parameters: [] } },
    {
      name: 'held',
      config: {
        poi: 'mu',
        parameters: [
          { name: 'norm', inits: [0.5], fixed: true },
          { name: 'mu', bounds: [[0, 3]] },
        ],
      },
    },
  ],
  version: '1.0.0',
};

/** A study of the workspace in a folder of its own, so that tests do not meet. */
async function opened(name: string, sections: string, own: object = workspace) {
  const at = join(folder, name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'workspace.json'), JSON.stringify(own));
  writeFileSync(join(at, 'study.yaml'), `schema: cevns/1.0\nstudy: small\n${sections}`);
  const { graph, files } = await openStudy({ file: join(at, 'study.yaml'), home });
  const stage = (id: string) => graph.stages.find((each) => each.id === `small/${id}`)!;
  return { stage, stages: graph.stages, files };
}

async function problemsOf(name: string, sections: string): Promise<string[]> {
  try {
    await opened(name, sections);
    return [];
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return error.problems.map(({ code, line, message }) => `${code} ${line}: ${message}`);
  }
}

test('one stage up to the likelihood, from the file and the measurement', async () => {
  const { stage, stages } = await opened('plain', 'inputs: { workspace: ./workspace.json }\nanalysis: { own: fit }\n');
  expect(stages.map(({ id }) => id)).toEqual(['small/model', 'small/analysis/own', 'small/summary']);
  expect(stage('model')).toMatchObject({
    kind: 'workspace-model',
    parameters: { measurement: 'free', parameters: {} },
    inputs: { workspace: { file: join(folder, 'plain', 'workspace.json'), label: 'workspace.json' } },
  });
  expect(stage('summary').parameters).toMatchObject({
    conventions: { workspace: { file: 'workspace.json', measurement: 'free' } },
  });
});

test('a report says which workspace, with no path of this machine', async () => {
  const { stage } = await opened(
    'report',
    'inputs: { workspace: ./workspace.json }\nanalysis: { own: fit }\noutputs: [report]\n',
  );
  expect(JSON.stringify(stage('report').parameters)).toContain('The workspace workspace.json.');
  expect(JSON.stringify(stage('report').parameters)).not.toContain(folder);
});

test('what the measurement holds is held in every analysis, where the study or it starts it', async () => {
  const inputs = 'inputs: { workspace: ./workspace.json, measurement: held }\n';
  const { stage } = await opened('held', `${inputs}analysis: { own: fit, two: { kind: fit, fixed: { norm: 1 } } }\n`);
  expect(stage('analysis/own').parameters).toMatchObject({ fixed: { norm: 0.5 } });
  expect(stage('analysis/two').parameters).toMatchObject({ fixed: { norm: 1 } });
  const started = await opened('started', `${inputs}parameters: { norm: { start: 0.2 } }\nanalysis: { own: fit }\n`);
  expect(started.stage('analysis/own').parameters).toMatchObject({ fixed: { norm: 0.2 } });
  expect(started.stage('model').parameters).toMatchObject({ parameters: { norm: { initial: 0.2 } } });
});

test('ranges of the study stand in place of those of the measurement', async () => {
  const sections = `inputs: { workspace: ./workspace.json, measurement: held }
parameters: { mu: { range: [0, 50] } }
analysis: { own: { kind: profile, x: { parameter: mu, range: [0, 40] } } }
`;
  const { stage } = await opened('ranges', sections);
  expect(stage('model').parameters).toMatchObject({ parameters: { mu: { lower: 0, upper: 50 } } });
});

test('outputs of bins name a channel; exports begin at the parameter of interest', async () => {
  const { stage, files } = await opened(
    'outputs',
    `inputs: { workspace: ./workspace.json, measurement: held }
analysis: { own: fit }
outputs:
  - { kind: table, of: own, experiment: two, file: two.csv }
  - { kind: export, format: pyhf, file: again.json }
  - { kind: export, format: hepdata, of: own, file: hepdata }
`,
  );
  expect(stage('tables/two.csv').parameters).toEqual({ channel: 'two' });
  expect(stage('exports/again.json').parameters).toEqual({ name: 'small', poi: 'mu', held: { norm: 0.5 } });
  expect(files.map(({ path }) => path)).toContain('exports/hepdata/own-two-bins.yaml');
});

describe('refused', () => {
  test.each([
    [
      'a scan of what is held',
      'inputs: { workspace: ./workspace.json, measurement: held }\nanalysis: { own: { kind: profile, x: { parameter: norm, range: [0, 1] } } }\n',
      ['E606 4: `norm` is held by the measurement of the workspace'],
    ],
    [
      'a value beyond the bounds of the measurement',
      'inputs: { workspace: ./workspace.json, measurement: held }\nanalysis: { own: { kind: fit, fixed: { mu: 4 } } }\n',
      ['E605 4: 4 lies outside the range of `mu`'],
    ],
    [
      'bins of no channel',
      'inputs: { workspace: ./workspace.json }\nanalysis: { own: fit }\noutputs: [{ kind: table, of: own, file: a.csv }]\n',
      ['E303 5: the bins of a workspace with several channels are those of one of them'],
    ],
    [
      'a parameter that means something else',
      'inputs: { workspace: ./workspace.json }\nparameters: { mu: { scales: signal } }\nanalysis: { own: fit }\n',
      ['E606 4: the workspace says what `mu` does'],
    ],
    [
      'a measurement without a workspace',
      `inputs:
  source: { use: sources/sns, exposure: 3e23 POT, neutrinos-per-proton-per-flavour: 0.0848 }
  baseline: 19.3 m
  interaction: { couplings: tree-level, form-factor: helm, terms: [standard-model] }
  data: asimov
  measurement: one
detector: { use: detectors/coherent-csi }
analysis: { own: predict }
`,
      ['E606 8: `measurement` is that of a workspace, and this study has none'],
    ],
  ])('%s', async (name, sections, problems) => {
    expect(await problemsOf(name.replaceAll(' ', '-'), sections)).toEqual(problems);
  });
});
