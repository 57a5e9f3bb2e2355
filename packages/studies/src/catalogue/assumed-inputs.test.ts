import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseYaml } from '@cevns/language/parse-yaml';
import { resolveUses } from '@cevns/language/resolve';
import { SourceText } from '@cevns/language/source-text';
import { afterAll, expect, test } from 'vitest';
import { assumedInputs } from './assumed-inputs.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cevns-assumed-')));
mkdirSync(join(folder, 'detectors'));
writeFileSync(
  join(folder, 'detectors', 'own.yaml'),
  `kind: detector
target: { material: Ge, mass: 6 kg }
provenance:
  target.material: a paper
  target.mass: { assumed: not stated, range: [5 kg, 7 kg] }
`,
);
afterAll(() => rmSync(folder, { recursive: true }));

function assumedOf(study: string): string[] {
  const root = parseYaml(new SourceText('study.yaml', null, study));
  return assumedInputs(resolveUses(root, { file: 'study.yaml', catalogueRoot: folder }).root);
}

test('what an entry assumes is said with value, range and reason', () => {
  expect(assumedOf('detector: { use: detectors/own }')).toEqual([
    'assumed: detector.target.mass, 6 kg (5 kg to 7 kg): not stated',
  ]);
});

test('what the study gives itself is not assumed', () => {
  expect(assumedOf('detector: { use: detectors/own, target: { mass: 5.5 kg } }')).toEqual([]);
});

test('experiments are named', () => {
  const study = 'inputs: { experiments: [{ name: near }, { name: far, detector: { use: detectors/own } }] }';
  expect(assumedOf(study)).toEqual(['assumed: far: detector.target.mass, 6 kg (5 kg to 7 kg): not stated']);
});

test('a study without entries assumes nothing', () => {
  expect(assumedOf('inputs: { source: { model: reactor } }\ndetector: { target: { mass: 1 kg } }')).toEqual([]);
});
