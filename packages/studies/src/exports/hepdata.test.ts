import type { StageOutput } from '@cevns/runner/artifact';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { call } from '../testing/artifacts.ts';
import { format, type TableOfInput } from './hepdata.ts';
import type { HepDataTable } from './hepdata-table.ts';

const text = { type: 'string' };
const textOrNumber = { type: ['string', 'number'] };
const number = { type: 'number' };
const closed = (properties: object, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const list = (items: object) => ({ type: 'array', items });
const header = closed({ name: text, units: text }, ['name']);

/** The grammar of a data file, as the documentation of HEPData's submission format has it. */
const tableGrammar = closed(
  {
    independent_variables: list(
      closed(
        {
          header,
          values: list({
            oneOf: [
              closed({ value: textOrNumber }, ['value']),
              closed({ value: number, low: number, high: number }, ['low', 'high']),
            ],
          }),
        },
        ['header', 'values'],
      ),
    ),
    dependent_variables: list(
      closed(
        {
          header,
          qualifiers: list(closed({ name: text, value: textOrNumber, units: text }, ['name', 'value'])),
          values: list(
            closed(
              {
                value: textOrNumber,
                errors: list({
                  ...closed(
                    {
                      symerror: textOrNumber,
                      asymerror: closed({ minus: textOrNumber, plus: textOrNumber }, ['minus', 'plus']),
                      label: text,
                    },
                    [],
                  ),
                  oneOf: [{ required: ['symerror'] }, { required: ['asymerror'] }],
                }),
              },
              ['value'],
            ),
          ),
        },
        ['header', 'values'],
      ),
    ),
  },
  ['independent_variables', 'dependent_variables'],
);

/** The grammar of the documents of submission.yaml after the first one. */
const submittedGrammar = closed(
  {
    name: { ...text, maxLength: 64 },
    description: text,
    keywords: list(
      closed(
        {
          name: { enum: ['cmenergies', 'observables', 'reactions', 'phrases'] },
          values: list({ ...textOrNumber, maxLength: 128 }),
        },
        ['name', 'values'],
      ),
    ),
    data_file: text,
  },
  ['name', 'description', 'keywords', 'data_file'],
);

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
const checkTable = ajv.compile(tableGrammar);
const checkSubmitted = ajv.compile(submittedGrammar);

const labels = {
  parameters: { mass: { label: 'Mediator mass', unit: 'MeV' }, g: { label: 'Coupling', unit: '' } },
  channels: {
    '': {
      observables: { PE: { label: 'Photoelectrons', unit: 'PE' }, time: { label: 'Time', unit: 'us' } },
      components: { cevns: 'CEvNS' },
    },
  },
};

/** The table of one input, read back; it follows the grammar and has as many values in every column. */
async function table(
  shows: TableOfInput['shows'],
  json: unknown,
  more: object = {},
): Promise<{ table: HepDataTable; text: string }> {
  const written = await call(format.write, {
    parameters: {
      comment: 'A study',
      tables: [
        {
          name: 'found',
          description: 'What was found.',
          file: 'found.yaml',
          output: 'table0',
          input: 'x',
          shows,
          ...more,
        },
      ],
      ...labels,
    },
    inputs: { x: { json } as StageOutput },
  });
  const own = written.table0!.text();
  const parsed = parse(own) as HepDataTable;
  checkTable(parsed);
  expect(checkTable.errors).toBeNull();
  const lengths = [...parsed.independent_variables, ...parsed.dependent_variables].map(({ values }) => values.length);
  expect(new Set(lengths).size).toBe(1);
  const [about, ...documents] = parseAllDocuments(written.submission!.text()).map(
    (document) => document.toJS() as object,
  );
  expect(about).toEqual({ comment: 'A study' });
  expect(documents).toHaveLength(1);
  checkSubmitted(documents[0]);
  expect(checkSubmitted.errors).toBeNull();
  expect(documents[0]).toMatchObject({ name: 'found', data_file: 'found.yaml' });
  return { table: parsed, text: own };
}

const bins = [
  {
    channel: 'events',
    axes: [
      { name: 'PE', edges: [0, 8, 20] },
      { name: 'time', edges: [0, 1, 6] },
    ],
    components: [
      { name: 'cevns', values: [1, 2, 3, 1e-7] },
      { name: 'brn', values: [0, 0, 1, 1e21] },
    ],
    observed: [5, 6, 7, 8],
    uncertainty: { bins: [0.1, 0.2, 0.3, 0.4], projections: { PE: [0.25, 0.6], time: [1, 2] } },
  },
];

test('all bins: edges of every axis, components by their titles, total with the uncertainty of the fit', async () => {
  const { table: found } = await table('bins', bins);
  expect(found.independent_variables).toEqual([
    {
      header: { name: 'Photoelectrons', units: 'PE' },
      values: [
        { low: 0, high: 8 },
        { low: 0, high: 8 },
        { low: 8, high: 20 },
        { low: 8, high: 20 },
      ],
    },
    {
      header: { name: 'Time', units: 'us' },
      values: [
        { low: 0, high: 1 },
        { low: 1, high: 6 },
        { low: 0, high: 1 },
        { low: 1, high: 6 },
      ],
    },
  ]);
  expect(found.dependent_variables.map(({ header: own }) => own.name)).toEqual(['CEvNS', 'brn', 'Total', 'Observed']);
  expect(found.dependent_variables[2]!.values[2]).toEqual({ value: 4, errors: [{ symerror: 0.3, label: 'fit' }] });
});

test('a projection sums over the other axis and has the uncertainty of the sum', async () => {
  const { table: found } = await table('bins', bins, { axis: 'PE' });
  expect(found.independent_variables).toHaveLength(1);
  expect(found.dependent_variables[0]!.values.map(({ value }) => value)).toEqual([3, 3.0000001]);
  expect(found.dependent_variables[2]!.values[0]).toEqual({ value: 3, errors: [{ symerror: 0.25, label: 'fit' }] });
  expect(found.dependent_variables[3]!.values.map(({ value }) => value)).toEqual([11, 15]);
});

test('numbers with an exponent have a point, without which readers of YAML 1.1 take them for text', async () => {
  const { text: own } = await table('bins', bins);
  expect(own).toContain('- {value: 1.0e-7}');
  expect(own).toContain('- {value: 1.0e+21}');
  const withExponent = own.match(/[\d.]+e[^},\]]*/g)!;
  for (const each of withExponent) expect(each).toMatch(/^\d+\.\d*e[-+]\d+$/);
});

test('parameters of a fit, free ones first: profile errors with their signs, units in the names, errors that are open left out', async () => {
  const { table: found } = await table('parameters', {
    interval: 'profile likelihood, 68.27 %',
    parameters: {
      mass: { value: 10, error: 2, minus: 1.5, plus: 2.5, fixed: false },
      g: { value: 0, error: null, minus: null, plus: 0.1, fixed: false, prior: { mean: 0, sigma: 1 } },
      another: { value: 1, error: null, minus: null, plus: null, fixed: true },
    },
  });
  const [values, errors, held] = found.dependent_variables;
  expect(found.independent_variables[0]!.values).toEqual([
    { value: 'Mediator mass [MeV]' },
    { value: 'Coupling' },
    { value: 'another' },
  ]);
  expect(values!.values).toEqual([
    { value: 10, errors: [{ asymerror: { minus: -1.5, plus: 2.5 }, label: 'profile likelihood' }] },
    { value: 0 },
    { value: 1 },
  ]);
  expect(errors!.values.map(({ value }) => value)).toEqual([2, '-', '-']);
  expect(held!.values.map(({ value }) => value)).toEqual(['no', 'no', 'yes']);
});

test('a profile and its intervals: what is missing is a dash', async () => {
  const curve = {
    parameter: 'g',
    x: [0, 1, 2],
    delta: [0, 1.5, null],
    best: { value: 0, statistic: 3 },
    intervals: [{ confidence: 0.9, level: 2.7, lower: null, upper: 1.6 }],
  };
  const { table: points } = await table('curve', curve);
  expect(points.dependent_variables[0]!.values.map(({ value }) => value)).toEqual([0, 1.5, '-']);
  const { table: ends } = await table('intervals', curve);
  expect(ends.dependent_variables.map(({ values }) => values[0]!.value)).toEqual(['-', 1.6]);
});

test('a plane has a row for each point, its contours one for each vertex; closed lines end where they begin', async () => {
  const plane = {
    x: { parameter: 'mass', spacing: 'log', values: [1, 10] },
    y: { parameter: 'g', spacing: 'linear', values: [0, 1, 2] },
    delta: [
      [0, 1, 2],
      [3, null, 5],
    ],
    failed: 1,
    best: { values: { mass: 1, g: 0 }, statistic: 1 },
    contours: [
      {
        confidence: 0.9,
        level: 4.6,
        lines: [
          {
            closed: true,
            allowed: 'inside',
            points: [
              [1, 0],
              [2, 0],
              [2, 1],
            ],
          },
          {
            closed: false,
            allowed: 'left',
            points: [
              [5, 0],
              [6, 2],
            ],
          },
        ],
      },
    ],
  };
  const { table: points } = await table('plane', plane);
  expect(points.independent_variables[0]).toEqual({
    header: { name: 'Mediator mass', units: 'MeV' },
    values: [1, 1, 1, 10, 10, 10].map((value) => ({ value })),
  });
  expect(points.dependent_variables[0]!.values[4]).toEqual({ value: '-' });
  const { table: vertices } = await table('contours', plane);
  const [confidence, line, x] = vertices.independent_variables.map(({ values }) => values);
  expect(confidence).toHaveLength(6);
  expect(line).toEqual([1, 1, 1, 1, 2, 2].map((value) => ({ value })));
  expect(x).toEqual([1, 2, 2, 1, 5, 6].map((value) => ({ value })));
  expect(vertices.dependent_variables[0]!.values.map(({ value }) => value)).toEqual([0, 0, 1, 0, 0, 2]);
});

test('limits: a curve against a mass, and one number with its convention', async () => {
  const against = { parameter: 'mass', spacing: 'log', values: [1, 10] };
  const { table: curve } = await table('limits', { parameter: 'g', against, curve: [0.1, null], confidence: 0.9 });
  expect(curve.dependent_variables).toEqual([
    {
      header: { name: 'Upper limit of Coupling' },
      qualifiers: [{ name: 'Confidence level', value: 0.9 }],
      values: [{ value: 0.1 }, { value: '-' }],
    },
  ]);
  const convention = { name: 'delta-chi2', statement: 'one-sided' };
  const { table: single } = await table('limit', { parameter: 'g', confidence: 0.9, upper: 0.2, convention });
  expect(single.dependent_variables[0]).toEqual({
    header: { name: 'Upper limit of Coupling' },
    qualifiers: [{ name: 'Convention', value: 'one-sided' }],
    values: [{ value: 0.2 }],
  });
});
