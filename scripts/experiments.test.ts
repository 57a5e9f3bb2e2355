import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { experimentsText } from './experiments.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const studies = join(home, 'pipelines', 'experiments');

test('docs/experiments.md is what the studies give; run `npm run experiments` when it is not', async () => {
  expect(await experimentsText(home)).toBe(readFileSync(join(home, 'docs', 'experiments.md'), 'utf8'));
}, 120_000);

/** What of a study or an entry is looked at here. */
interface Written {
  readonly study?: string;
  readonly status?: string;
  readonly inputs?: { readonly source?: { readonly use: string }; readonly experiments?: readonly Written[] };
  readonly source?: { readonly use: string };
  readonly detector?: { readonly use: string };
  readonly analysis?: Readonly<Record<string, string | { readonly kind: string }>>;
}

const read = (file: string): Written => parse(readFileSync(file, 'utf8')) as Written;
const entry = (use: string): Written => read(join(home, 'configs', `${use}.yaml`));

test.each(readdirSync(studies))(
  '%s: has the name of its file, and quotes no sensitivity from what is assumed',
  (file) => {
    const study = read(join(studies, file));
    expect(`${study.study}.yaml`).toBe(file);
    const parts = [study, { ...study.inputs }, ...(study.inputs?.experiments ?? [])] as readonly Written[];
    const uses = parts.flatMap(({ source, detector }) =>
      [source?.use, detector?.use].filter((use) => use !== undefined),
    );
    expect(uses.length).toBeGreaterThan(1);
    const kinds = Object.values(study.analysis!).map((one) => (typeof one === 'string' ? one : one.kind));
    expect(kinds.some((kind) => kind === 'predict' || kind === 'interactions')).toBe(true);
    if (uses.every((use) => entry(use).status !== 'assumed')) return;
    for (const kind of kinds) expect(['predict', 'interactions']).toContain(kind);
  },
);
