/** Every workspace that shipped studies export against the schema that pyhf publishes, and their submissions to HEPData as a whole. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { home, StudyRuns } from './lar-study.ts';

const published = join(home, 'test/fixtures/published-schemas/pyhf-1.0.0');
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

// What the authors wrote is not what the strict mode of this validator likes.
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json'));
for (const file of readdirSync(published).filter((name) => name.endsWith('.json')))
  ajv.addSchema(read(join(published, file)));
const validWorkspace = ajv.getSchema(read(join(published, 'workspace.json')).$id)!;

function workspaceErrors(value: unknown): readonly object[] {
  validWorkspace(value);
  return validWorkspace.errors ?? [];
}

test('the schema refuses what is wrong', () => {
  const workspace = read(join(home, 'pipelines/workspace/two-bins.json'));
  expect(workspaceErrors(workspace)).toEqual([]);
  const modifier = { name: 'a', type: 'normsyst', data: { hi: 1, lo: 1 } };
  workspace.channels[0].samples[0].modifiers.push(modifier);
  expect(workspaceErrors(workspace)).not.toEqual([]);
});

const runs = new StudyRuns();
afterAll(() => runs.remove());

interface Shipped {
  /** Exported beside the likelihood itself: analyses that exist, in short. */
  readonly analyses: string;
  readonly submitted: readonly string[];
}

const SHIPPED: Readonly<Record<string, Shipped>> = {
  'coherent-csi-2021.yaml': {
    analyses:
      '{ strength: fit, scan: { kind: profile, x: { parameter: cevns-strength, range: [0.5, 1.5], points: 5 } }, prediction: predict, exclusion: { kind: limit, parameter: cevns-strength, convention: delta-chi2, confidence: 90 % } }',
    submitted: ['strength', 'scan', 'prediction', 'exclusion'],
  },
  'coherent-csi-2021/nsi-up-down.yaml': {
    analyses:
      '{ plane: { kind: contour, x: { parameter: eps_ee_u, range: [-0.5, 1], points: 13 }, y: { parameter: eps_ee_d, range: [-0.5, 1], points: 13 }, confidence: [90 %], degrees-of-freedom: 2 } }',
    submitted: ['plane'],
  },
  'coherent-lar-2020.yaml': { analyses: '{ strength: fit }', submitted: ['strength'] },
  'coherent-csi-lar-joint.yaml': { analyses: '{ strength: fit }', submitted: ['strength'] },
  'workspace/two-bins.yaml': {
    analyses:
      '{ strength: fit, scan: { kind: profile, x: { parameter: mu, range: [0, 2], points: 5 } }, exclusion: { kind: limit, parameter: mu, convention: cls, confidence: 95 % } }',
    submitted: ['strength', 'scan', 'exclusion'],
  },
};

describe.each(Object.entries(SHIPPED))('%s', (study, { analyses, submitted }) => {
  test('exports a workspace that fits, and a submission of whole tables', async () => {
    const outputs = [
      '{ kind: export, format: pyhf, file: model.json }',
      `{ kind: export, format: hepdata, of: [${submitted.join(', ')}], file: submission }`,
    ];
    await runs.analyse(join(home, 'pipelines', study), [`analysis=${analyses}`, `outputs=[${outputs.join(', ')}]`]);
    const folder = join(runs.lastResults, 'exports');
    expect(workspaceErrors(read(join(folder, 'model.json')))).toEqual([]);
    const text = readFileSync(join(folder, 'submission/submission.yaml'), 'utf8');
    const [, ...tables] = parseAllDocuments(text).map((document) => document.toJS());
    expect(tables.length).toBeGreaterThanOrEqual(submitted.length);
    for (const table of tables) {
      expect(table.name.length).toBeLessThanOrEqual(64);
      const data = parse(readFileSync(join(folder, 'submission', table.data_file), 'utf8'));
      const columns = [...data.independent_variables, ...data.dependent_variables];
      expect(new Set(columns.map(({ values }) => values.length)).size, table.data_file).toBe(1);
    }
    expect(new Set(tables.map(({ name }) => name)).size).toBe(tables.length);
  }, 60_000);
});
