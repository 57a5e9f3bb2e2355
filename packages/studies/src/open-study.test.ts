import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckRecord } from '@cevns/language/check';
import { StudyError } from '@cevns/language/problem';
import { canonicalJson } from '@cevns/runner/json';
import { afterAll, describe, expect, test } from 'vitest';
import { readSchema } from './home-files.ts';
import { type OpenedStudy, openStudy } from './open-study.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const folder = mkdtempSync(join(tmpdir(), 'cevns-open-'));
afterAll(() => rmSync(folder, { recursive: true }));

const text = `schema: cevns/1.0
study: own
inputs:
  source: { use: sources/sns, exposure: 1e23 POT, neutrinos-per-proton-per-flavour: 0.08 }
  baseline: 20 m
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: { events: { table: events.csv, columns: { PE: pe, time: t } } }
detector: { use: detectors/coherent-csi }
parameters: { strength: { scales: cevns } }
analysis: { fitted: fit }
outputs: [report]
`;

const known = new Map<string, CheckRecord>();
const memory = {
  recall: (key: string) => known.get(key),
  remember: (key: string, record: CheckRecord) => void known.set(key, record),
};

function opened(sets: readonly string[] = [], place = 'here', study = text): Promise<OpenedStudy> {
  const file = join(folder, place, 'study.yaml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, study);
  writeFileSync(join(folder, place, 'events.csv'), 'pe,t\n10,1\n');
  return openStudy({ file, home, sets, memory });
}

/** Everything that decides what the stages compute; files by their labels, since their content counts and not their place. */
function computed({ graph }: OpenedStudy): string {
  return canonicalJson(
    graph.stages.map(({ inputs, ...stage }) => ({
      ...stage,
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([name, input]) => [name, 'file' in input ? { label: input.label } : input]),
      ),
      // The report shows the study as it is written.
      parameters: stage.kind === 'report' ? null : stage.parameters,
    })),
  );
}

test('two spellings of a quantity are the same stages', async () => {
  const one = await opened(['inputs.baseline=20 m', 'detector.target.mass=14.6 kg']);
  const other = await opened(['inputs.baseline=0.02 km', 'detector.target.mass=14600 g']);
  expect(computed(other)).toBe(computed(one));
  expect(computed(await opened(['inputs.baseline=21 m']))).not.toBe(computed(one));
});

test('a study is the same wherever its folder lies', async () => {
  const [here, there] = [await opened(), await opened([], 'there')];
  expect(computed(there)).toBe(computed(here));
  const reports = [here, there].map(({ graph }) => graph.stages.find(({ kind }) => kind === 'report')!.parameters);
  expect(reports[1]).toEqual(reports[0]);
  expect(JSON.stringify(reports)).not.toContain(folder);
});

test('the report names the files of the study and of the catalogue', async () => {
  const { graph } = await opened();
  const { files } = graph.stages.find(({ kind }) => kind === 'report')!.parameters as { files: string[] };
  expect(files).toContain('events.csv');
  expect(files).toContain('data/coherent-csi-2021/beam-on-anticoincidence.csv');
  expect(files).toEqual([...files].sort());
});

test('a study that was checked before is the same study', async () => {
  const unknown = await openStudy({ file: join(folder, 'here', 'study.yaml'), home });
  expect(computed(await opened())).toBe(computed(unknown));
});

describe('problems', () => {
  const problemsOf = async (study: string): Promise<string[]> => {
    const error = await opened([], 'here', study).catch((reason: unknown) => reason);
    if (!(error instanceof StudyError)) throw error;
    return error.problems.map(({ code, line }) => `${code} ${line}`);
  };

  test('of the schema, with their places', async () => {
    expect(await problemsOf(text.replace('20 m', '20').replace('fitted: fit', 'fitted: fitt'))).toEqual([
      'E401 5',
      'E304 10',
    ]);
  });

  test('of a study as a whole, with theirs', async () => {
    expect(await problemsOf(text.replace('scales: cevns', 'scales: signal'))).toEqual(['E601 9']);
  });

  test('of a file that is not there', async () => {
    expect(await problemsOf(text.replace('events.csv', 'evnts.csv'))).toEqual(['E211 7']);
  });
});

test('schemas are those of the checkout', () => {
  expect(readSchema(home, 'study')).toHaveProperty('properties.analysis');
});
