import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadStudy } from './load-study.ts';
import { StudyError } from './problem.ts';
import { renderProblems } from './render-problems.ts';
import { yamlText } from './resolved-yaml.ts';

const schema = JSON.parse(readFileSync(new URL('../../../schemas/1.0/study.json', import.meta.url), 'utf8'));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cevns-fuzz-'));
  writeFileSync(join(folder, 'entry.yaml'), 'kind: detector\ntarget: { material: CsI, mass: 1 kg }\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Loads a text and some overrides; whatever is refused must be refused with problems that can be shown. */
async function expectTreeOrProblems(text: string, sets: readonly string[]): Promise<void> {
  const file = join(folder, 'study.yaml');
  writeFileSync(file, text);
  try {
    await loadStudy({ file, catalogueRoot: folder, schema, sets });
  } catch (error) {
    expect(error).toBeInstanceOf(StudyError);
    const { problems } = error as StudyError;
    expect(problems.length).toBeGreaterThan(0);
    for (const row of renderProblems(problems).split('\n')) {
      if (!row.includes(folder)) expect(row.length).toBeLessThanOrEqual(80);
    }
  }
}

const words = [
  'schema',
  'study',
  'inputs',
  'detector',
  'use',
  'entry',
  './entry.yaml',
  'model',
  'kind',
  'baseline',
  '19.3 m',
  '3 kg',
  'quenching',
  'polynomial',
  'region',
  'PE',
  'analysis',
  'fit',
  'systematics',
  'varies',
  'scales',
  'data',
  'asimov',
  'cevns/1.0',
  '0',
  '1',
  'null',
  'constructor',
  'toString',
  '..',
];
const word = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...words) }, fc.string({ maxLength: 8 }));
const { value } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    word,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  ),
  value: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      word.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

test('any tree of values, with any overrides, is a study or has problems that can be shown', async () => {
  const settings = fc.array(
    fc.tuple(fc.array(word, { minLength: 1, maxLength: 4 }), word).map(([path, text]) => `${path.join('.')}=${text}`),
    { maxLength: 3 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(
        word.filter((key) => key !== '__proto__'),
        value,
        { minKeys: 1, maxKeys: 6, noNullPrototype: true },
      ),
      settings,
      (study, sets) => expectTreeOrProblems(yamlText(study), sets),
    ),
    { numRuns: 400 },
  );
});
