import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCodeManifest } from '@cevns/runner/code/manifest-code';
import { SourceCode } from '@cevns/runner/code/source-code';
import { build } from 'esbuild';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Chains of so many stages each; the stages of a chain take what the one before made. */
export interface Shape {
  readonly chains: number;
  readonly length: number;
}

export interface SyntheticRun {
  readonly seconds: number;
  readonly ran: number;
  readonly memoryMB: number;
}

/** A synthetic study as a published build would have it: one bundle of the runner, its worker, and the bundles of the stages. */
export class SyntheticProgram {
  readonly #program: string;
  readonly #manifest: string;

  private constructor(program: string, manifest: string) {
    this.#program = program;
    this.#manifest = manifest;
  }

  static async build(folder: string): Promise<SyntheticProgram> {
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    write('package.json', '{ "type": "module", "workspaces": ["stages"] }');
    write('stages/package.json', '{ "name": "@synthetic", "type": "module", "exports": { "./*": "./*.ts" } }');
    write(
      'stages/add.ts',
      `export function run({ parameters, inputs }) {
  const before = inputs.sum === undefined ? 0 : inputs.sum.json();
  return { sum: { json: before + parameters.value } };
}
`,
    );
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync('../stages', join(folder, 'node_modules/@synthetic'));
    const manifest = await writeCodeManifest(
      new SourceCode({ home: folder }),
      ['@synthetic/add'],
      join(folder, 'build/stages'),
    );
    await build({
      entryPoints: {
        study: join(home, 'test/races/synthetic-study.ts'),
        worker: join(home, 'packages/runner/src/worker.ts'),
      },
      outdir: join(folder, 'build'),
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      conditions: ['@cevns/source'],
      external: ['esbuild'],
      banner: {
        js: "import { createRequire as require_ } from 'node:module'; const require = require_(import.meta.url);",
      },
    });
    return new SyntheticProgram(join(folder, 'build/study.js'), manifest);
  }

  /**
   * Runs the study as a process of its own with two jobs.
   *
   * @throws Error if the sum at the end is wrong
   */
  run(store: string, { chains, length }: Shape): SyntheticRun {
    const begin = performance.now();
    const output = execFileSync(
      process.execPath,
      [this.#program, this.#manifest, store, String(chains), String(length), '2'],
      { encoding: 'utf8' },
    );
    const seconds = (performance.now() - begin) / 1000;
    const { ran, sum, memoryMB } = JSON.parse(output) as { ran: number; sum: number; memoryMB: number };
    const expected = length * length * (chains - 1) + (length * (length - 1)) / 2;
    if (sum !== expected) throw new Error(`synthetic study: expected ${expected}, found ${sum}`);
    return { seconds, ran, memoryMB };
  }
}

/** An empty folder for one measurement. Nothing is deleted in between: ext4 makes new files slowly for seconds afterwards. */
export function freshFolder(folder: string): string {
  return mkdtempSync(join(folder, 'store-'));
}
