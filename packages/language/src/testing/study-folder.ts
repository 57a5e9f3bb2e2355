import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LoadedStudy, loadStudy } from '../load-study.ts';
import { type Problem, StudyError } from '../problem.ts';

/** A schema in the shape of the assembled ones: a part chosen by `model`, quantities, entries, a data file. */
export const schema = {
  type: 'object',
  required: ['study', 'baseline'],
  additionalProperties: false,
  properties: {
    study: { type: 'string' },
    baseline: { quantity: 'length' },
    exposure: { quantity: 'protons-on-target' },
    detector: { $ref: '#/$defs/detector' },
    couplings: { anyOf: [{ enum: ['tree-level', 'scholberg'] }, { $ref: '#/$defs/numbers' }] },
    bins: { type: 'array', minItems: 1, items: { quantity: 'photoelectrons' } },
    onset: { anyOf: [{ enum: ['free', 'fixed'] }, { quantity: 'time' }] },
    live: {
      if: { pattern: '[0-9] *d$' },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { quantity: 'time', 'with-dimension': true },
      else: { quantity: 'protons-on-target' },
    },
    range: {
      type: 'array',
      prefixItems: [{ quantity: 'photoelectrons' }, { quantity: 'photoelectrons' }],
      items: false,
    },
    table: { type: 'string', pattern: '\\.csv$', description: 'Name of a file, ending in `.csv`.' },
    points: { type: 'integer', minimum: 2 },
    names: { uniqueItems: true, propertyNames: { pattern: '^[a-z-]+$', 'pattern-words': 'small letters and `-`' } },
    labels: { type: 'object', propertyNames: { $ref: '#/$defs/label' } },
    prior: { enum: ['normal', 'none'], 'also-called': { gaussian: 'normal' } },
    varies: { enum: ['detector.quenching', 'detector.efficiency', 'detector.onset'] },
    terms: { type: 'array', items: { enum: ['standard-model'] } },
    shape: { enum: ['helm', 'helm-rms', 'unity', 'klein-nystrand'], 'listed-by': 'form-factors' },
    data: {
      if: { anyOf: [{ type: 'string' }, { required: ['kind'], properties: { kind: { const: 'asimov' } } }] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { enum: ['asimov'] },
      else: { type: 'object' },
    },
  },
  $defs: {
    label: { type: 'string', pattern: '^[a-z]+$', 'pattern-words': 'small letters' },
    numbers: {
      type: 'object',
      required: ['gvp', 'gvn'],
      additionalProperties: false,
      properties: { gvp: { type: 'number' }, gvn: { type: 'number' } },
    },
    detector: {
      catalogue: 'detector',
      type: 'object',
      required: ['mass', 'quenching'],
      additionalProperties: false,
      properties: {
        kind: { const: 'detector' },
        title: { type: 'string' },
        mass: { quantity: 'mass' },
        threshold: { quantity: 'recoil-energy' },
        quenching: { $ref: '#/$defs/quenching' },
        steps: { type: 'array', items: { $ref: '#/$defs/quenching' } },
        file: { type: 'string', path: true },
      },
    },
    quenching: {
      type: ['string', 'object'],
      if: { type: 'string' },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { enum: ['none'] },
      else: {
        required: ['model'],
        properties: { model: { enum: ['none', 'polynomial', 'lindhard'] } },
        allOf: [
          {
            if: { properties: { model: { const: 'polynomial' } }, required: ['model'] },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: {
              required: ['coefficients'],
              additionalProperties: false,
              properties: { model: true, coefficients: { type: 'array', items: { type: 'number' } } },
            },
          },
          {
            if: { properties: { model: { const: 'lindhard' } }, required: ['model'] },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: {
              required: ['k'],
              additionalProperties: false,
              properties: { model: true, k: { type: 'number', exclusiveMinimum: 0 } },
            },
          },
        ],
      },
    },
  },
};

/** First lines of a study that has what is required. */
export const head = 'study: s\nbaseline: 19.3 m\n';

/** A temporary folder with a catalogue that has one detector, and a place for a study. */
export class StudyFolder {
  readonly base = mkdtempSync(join(tmpdir(), 'cevns-study-'));
  readonly catalogueRoot = join(this.base, 'configs');
  readonly file = join(this.base, 'pipelines', 'study.yaml');

  constructor() {
    this.entry(
      'detectors/csi',
      'kind: detector\ntitle: CsI\nmass: 14.6 kg\nquenching:\n  model: polynomial\n  coefficients: [1, 2]\n',
    );
  }

  /** Removes the folder. */
  remove(): void {
    rmSync(this.base, { recursive: true });
  }

  /** Writes a file. */
  put(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Writes an entry of the catalogue. */
  entry(name: string, text: string): void {
    this.put(join(this.catalogueRoot, `${name}.yaml`), text);
  }

  /** Loads a study of this text. */
  async load(text: string, ...sets: string[]): Promise<LoadedStudy> {
    this.put(this.file, text);
    return loadStudy({ file: this.file, catalogueRoot: this.catalogueRoot, schema, sets });
  }

  /** The problems of a study of this text. */
  async problemsOf(text: string, ...sets: string[]): Promise<readonly Problem[]> {
    try {
      await this.load(text, ...sets);
    } catch (error) {
      if (error instanceof StudyError) return error.problems;
      throw error;
    }
    return [];
  }

  /** `code line:column` of each problem of a study of this text. */
  async placesOf(text: string, ...sets: string[]): Promise<string[]> {
    return (await this.problemsOf(text, ...sets)).map((p) => `${p.code} ${p.line}:${p.column}`);
  }
}
