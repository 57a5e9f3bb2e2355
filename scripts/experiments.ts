/**
 * Writes docs/experiments.md from the studies in pipelines/experiments and what talks and papers state, scripts/experiments/stated.yaml:
 *
 *   npm run experiments [-- --check]
 *
 * With `--check` nothing is written, and the exit status is 1 when what is committed differs.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { experimentsPage, type StatedExperiment } from './experiments/experiments-page.ts';
import { predictExperiments } from './experiments/predicted-experiments.ts';

/**
 * The text of docs/experiments.md.
 *
 * @throws Error when a study is not among what is stated, or the other way round
 */
export async function experimentsText(home: string): Promise<string> {
  const folder = join(home, 'pipelines', 'experiments');
  const stated = parse(readFileSync(join(home, 'scripts/experiments/stated.yaml'), 'utf8')) as StatedExperiment[];
  const named = stated.map(({ study }) => `${study}.yaml`);
  const files = readdirSync(folder);
  const unnamed = files.filter((file) => !named.includes(file));
  const missing = named.filter((file) => !files.includes(file));
  if (unnamed.length + missing.length > 0) {
    throw new Error(
      `Expected each study of ${folder} once in stated.yaml, found otherwise: ${[...unnamed, ...missing]}`,
    );
  }
  const predicted = await predictExperiments(
    home,
    named.map((file) => join(folder, file)),
  );
  return experimentsPage(stated.map((each, i) => ({ stated: each, predicted: predicted[i]! })));
}

async function main(): Promise<void> {
  const home = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  const page = join(home, 'docs', 'experiments.md');
  const text = await experimentsText(home);
  if (existsSync(page) && readFileSync(page, 'utf8') === text) return;
  if (argv.includes('--check')) {
    process.stderr.write('differs: docs/experiments.md\nRun npm run experiments, and commit what it writes.\n');
    process.exitCode = 1;
    return;
  }
  writeFileSync(page, text);
  process.stderr.write('written: docs/experiments.md\n');
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) await main();
