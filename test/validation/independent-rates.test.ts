/**
 * Events of the sources of the catalogue on many nuclei, from the study to its bins, beside numbers of a program that shares nothing with the product but the tables of
 * spectra (fixtures/independent-rates.json says how they were made).
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BinnedExpectation } from '@cevns/studies/analyses/binned-expectation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StudyVariants } from '../../scripts/experiments/study-variants.ts';

interface Case {
  readonly name: string;
  readonly source: string;
  readonly baseline?: string;
  readonly material: string;
  readonly mass: string;
  readonly edgesKeV: readonly number[];
  readonly events: readonly number[];
}

const { cases } = JSON.parse(readFileSync(new URL('./fixtures/independent-rates.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};
const folder = mkdtempSync(join(tmpdir(), 'cevns-independent-rates-'));
const variants = new StudyVariants(resolve(dirname(fileURLToPath(import.meta.url)), '../..'));
afterAll(() => {
  variants.close();
  rmSync(folder, { recursive: true });
});

function study({ name, source, baseline, material, mass, edgesKeV }: Case): string {
  return `schema: cevns/1.0
study: ${name}
inputs:
  source: { ${source} }
  ${baseline === undefined ? '' : `baseline: ${baseline}`}
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: asimov
detector:
  target: { material: ${material}, mass: ${mass} }
  quenching: { model: constant, factor: 1 }
  smearing: none
  observables: { energy: { binning: { edges: [${edgesKeV.join(', ')}], unit: keVee } } }
analysis: { prediction: predict }
`;
}

let found: readonly (readonly number[])[];
beforeAll(async () => {
  const files = cases.map((each) => {
    const file = join(folder, `${each.name}.yaml`);
    writeFileSync(file, study(each));
    return { file };
  });
  found = (await variants.run(files)).map(({ opened, run }) => {
    const [bins] = run.artifact(`${opened.name}/analysis/prediction`, 'bins').json() as unknown as BinnedExpectation[];
    return bins!.components[0]!.values;
  });
}, 60_000);

test.each(cases.map((each, i) => ({ ...each, i })))('$source on $material', ({ i, events }) => {
  expect(found[i]).toHaveLength(events.length);
  events.forEach((expected, bin) => {
    expect(Math.abs(found[i]![bin]! / expected - 1), `bin ${bin}`).toBeLessThan(5e-5);
  });
});
