import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpz } from '@cevns/runner/npz';
import type { Workspace } from '@cevns/studies/exports/pyhf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { home, type PredictResult, StudyRuns } from './lar-study.ts';

/** What COHERENT's CsI and liquid argon export together, against the numbers of the summary. */
const runs = new StudyRuns();
afterAll(() => runs.remove());

interface Modifier {
  readonly name: string;
  readonly type: 'normfactor' | 'normsys' | 'histosys';
}

let predicted: PredictResult;
const exported = (name: string) => join(runs.folder, '0', 'exports', name);
const text = (name: string) => readFileSync(exported(name), 'utf8');
beforeAll(async () => {
  const outputs = [
    '{ kind: export, format: pyhf, file: joint.json }',
    '{ kind: export, format: hs3, file: joint.hs3.json }',
    '{ kind: export, format: npz, file: joint.npz }',
    '{ kind: export, format: hepdata, of: prediction, file: hepdata }',
  ];
  const analyses = await runs.analyse(join(home, 'pipelines/coherent-csi-lar-joint.yaml'), [
    'analysis={ prediction: predict }',
    `outputs=[${outputs.join(', ')}]`,
  ]);
  predicted = analyses.prediction as PredictResult;
}, 60_000);

/** Expected events by sample in the first fit's starting point: pulls are 0 there, so that only free scales act. */
function nominal({ channels, measurements }: Workspace) {
  const parameters = measurements[0]!.config.parameters as readonly {
    readonly name: string;
    readonly inits: number[];
  }[];
  const start = new Map(parameters.map(({ name, inits }) => [name, inits[0]!]));
  return channels.map(({ name, samples }) => ({
    name,
    samples: samples.map((sample) => {
      const modifiers = sample.modifiers as readonly Modifier[];
      const factor = modifiers
        .filter(({ type }) => type === 'normfactor')
        .reduce((product, modifier) => product * start.get(modifier.name)!, 1);
      return { name: sample.name, values: sample.data.map((value) => value * factor) };
    }),
    pulls: samples.flatMap(({ modifiers }) =>
      (modifiers as readonly Modifier[])
        .filter(({ type }) => type !== 'normfactor')
        .map((modifier) => start.get(modifier.name)!),
    ),
  }));
}

test('the workspace expects what the study predicts, component by component', () => {
  const channels = nominal(JSON.parse(text('joint.json')) as Workspace);
  expect(channels.map(({ name }) => name)).toEqual(['csi', 'lar']);
  const events = channels.flatMap(({ name, samples, pulls }) => {
    expect(new Set(pulls)).toEqual(new Set([0]));
    return samples.map((sample) => [`${name}/${sample.name}`, sample.values.reduce((a, b) => a + b, 0)] as const);
  });
  expect(new Set(events.map(([name]) => name))).toEqual(new Set(Object.keys(predicted.components)));
  for (const [name, sum] of events) expect(sum).toBeCloseTo(predicted.components[name]!, 9);
});

test('the Poisson likelihood of the workspace is the statistic of the study', () => {
  const workspace = JSON.parse(text('joint.json')) as Workspace;
  let statistic = 0;
  nominal(workspace).forEach(({ samples }, c) => {
    workspace.observations[c]!.data.forEach((n, bin) => {
      const mu = samples.reduce((sum, { values }) => sum + values[bin]!, 0);
      statistic += 2 * (mu - n + (n > 0 ? n * Math.log(n / mu) : 0));
    });
  });
  expect(statistic).toBeCloseTo(predicted.statistic!, 8);
});

test('what is lost is said: the onset is held, and scales differ by less than two percent within two standard deviations', () => {
  const loss = text('joint.json.loss.txt');
  expect(loss).toContain('- csi-onset-time is held at 0.5: ');
  const cells = /^ {2}neutrino-flux: (.*)$/m.exec(loss)![1]!.split('  ').map(Number);
  expect(cells).toHaveLength(7);
  for (const at of [1, 3, 5]) expect(cells[at]).toBeLessThan(1e-13);
  expect(Math.max(...cells)).toBeGreaterThan(1e-4);
  expect(Math.max(...cells)).toBeLessThan(0.02);
  const scales = [...text('joint.hs3.json.loss.txt').matchAll(/^ {2}\S+: (.*)$/gm)].flatMap(([, row]) =>
    row!.split('  ').filter((cell) => cell !== '-'),
  );
  expect(scales.length).toBeGreaterThan(70);
  for (const cell of scales) expect(Number(cell)).toBeLessThan(1e-12);
});

test('arrays and tables hold the same expectations', () => {
  const arrays = decodeNpz(readFileSync(exported('joint.npz')));
  const sum = [...arrays['lar/expected/cevns']!.data].reduce((a, b) => a + b, 0);
  expect(sum).toBeCloseTo(predicted.components['lar/cevns']!, 9);
  expect(arrays['lar/observed']!.shape).toEqual([12, 10, 8]);
  const documents = parseAllDocuments(text('hepdata/submission.yaml')).map((document) => document.toJS() as object);
  const files = documents.slice(1).map((document) => (document as { readonly data_file: string }).data_file);
  expect(files).toHaveLength(7);
  for (const file of files) {
    const { dependent_variables } = parse(text(`hepdata/${file}`)) as {
      readonly dependent_variables: readonly {
        readonly header: { readonly name: string };
        readonly values: readonly { readonly value: number }[];
      }[];
    };
    const cevns = dependent_variables.find(({ header }) => header.name === 'CEvNS')!;
    const experiment = file.startsWith('prediction-csi') ? 'csi' : 'lar';
    const events = cevns.values.reduce((total, { value }) => total + value, 0);
    expect(events).toBeCloseTo(predicted.components[`${experiment}/cevns`]!, 9);
  }
});
