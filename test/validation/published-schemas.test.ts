/** Every export of the shipped studies against the schemas that pyhf and HEPData publish. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { home, StudyRuns } from './lar-study.ts';

const published = join(home, 'test/fixtures/published-schemas');
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** Schemas of a folder by file name; references between them are by the URLs that they have. */
function validators(folder: string) {
  // What the authors wrote is not what the strict mode of this validator likes.
  const ajv = new Ajv({ strict: false, allErrors: true });
  if (folder.startsWith('pyhf')) {
    ajv.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json'));
  }
  const files = readdirSync(join(published, folder)).filter((file) => file.endsWith('.json'));
  for (const file of files) ajv.addSchema(read(join(published, folder, file)));
  return (file: string) => {
    const validate = ajv.getSchema(read(join(published, folder, file)).$id)!;
    return (value: unknown) => {
      validate(value);
      return validate.errors ?? [];
    };
  };
}

const workspaceErrors = validators('pyhf-1.0.0')('workspace.json');
const hepdata = validators('hepdata-1.1.1');
const [tableErrors, informationErrors, dataErrors] = [
  hepdata('submission_schema.json'),
  hepdata('additional_info_schema.json'),
  hepdata('data_schema.json'),
];

test('the schemas refuse what is wrong', () => {
  const workspace = read(join(home, 'pipelines/workspace/two-bins.json'));
  expect(workspaceErrors(workspace)).toEqual([]);
  const modifier = { name: 'a', type: 'normsyst', data: { hi: 1, lo: 1 } };
  workspace.channels[0].samples[0].modifiers.push(modifier);
  expect(workspaceErrors(workspace)).not.toEqual([]);
  const table = { name: 'x'.repeat(65), description: '', keywords: [], data_file: 'x.yaml' };
  expect(tableErrors(table)).toMatchObject([{ instancePath: '/name' }]);
  expect(dataErrors({ independent_variables: [{ header: {}, values: [] }], dependent_variables: [] })).not.toEqual([]);
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
  test('exports a workspace and a submission that fit', async () => {
    const outputs = [
      '{ kind: export, format: pyhf, file: model.json }',
      `{ kind: export, format: hepdata, of: [${submitted.join(', ')}], file: submission }`,
    ];
    await runs.analyse(join(home, 'pipelines', study), [`analysis=${analyses}`, `outputs=[${outputs.join(', ')}]`]);
    const folder = join(runs.lastResults, 'exports');
    expect(workspaceErrors(read(join(folder, 'model.json')))).toEqual([]);
    const text = readFileSync(join(folder, 'submission/submission.yaml'), 'utf8');
    const [information, ...tables] = parseAllDocuments(text).map((document) => document.toJS());
    expect(informationErrors(information)).toEqual([]);
    expect(tables.length).toBeGreaterThanOrEqual(submitted.length);
    for (const table of tables) {
      expect(tableErrors(table), table.name).toEqual([]);
      const data = parse(readFileSync(join(folder, 'submission', table.data_file), 'utf8'));
      expect(dataErrors(data), table.data_file).toEqual([]);
    }
    expect(new Set(tables.map(({ name }) => name)).size).toBe(tables.length);
  }, 60_000);
});
