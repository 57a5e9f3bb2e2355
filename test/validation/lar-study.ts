import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Store } from '@cevns/runner/store';
import type { Summary } from '@cevns/studies/generated/summary';
import { openStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy } from '@cevns/studies/run-study';

export const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const code = codeOf(home);

export type FitResult = Extract<Summary['analysis'][string], { kind: 'fit' }>;
export type PredictResult = Extract<Summary['analysis'][string], { kind: 'predict' }>;
export type SignificanceResult = Extract<Summary['analysis'][string], { kind: 'significance' }>;

interface LarFixture {
  readonly nominalDeviance: { readonly value: number; readonly tolerance: number };
  readonly fit: {
    readonly components: Readonly<Record<string, number>>;
    readonly statistic: number;
    readonly deviance: number;
    readonly tolerance: { readonly events: number; readonly statistic: number };
  };
  readonly hesse: Readonly<Record<string, number>>;
  readonly hesseTolerance: number;
  readonly profile: { readonly minus: number; readonly plus: number; readonly tolerance: number };
  readonly noCevns: { readonly delta: number; readonly significance: number; readonly tolerance: number };
  readonly curve: {
    readonly events: readonly number[];
    readonly delta: readonly number[];
    readonly tolerance: number;
    readonly published: readonly number[];
    readonly publishedTolerance: number;
  };
  readonly shapes: Readonly<Record<string, { readonly events: number; readonly statistic: number }>>;
  readonly shapesTolerance: number;
  readonly prediction: {
    readonly withoutEfficiency: number;
    readonly inReconstructedEnergy: number;
    readonly per10KeVee: readonly number[];
    readonly relativeTolerance: number;
    readonly published: { readonly value: number; readonly sigma: number };
  };
  readonly published: Readonly<Record<string, readonly [number, number]>>;
}

export const larFixture = JSON.parse(
  readFileSync(join(home, 'test/validation/fixtures/lar-fits.json'), 'utf8'),
) as LarFixture;

/** Runs studies of one test file in a folder and a store that it shares. */
export class StudyRuns {
  readonly folder = mkdtempSync(join(tmpdir(), 'cevns-lar-'));
  readonly #store = new Store(join(this.folder, 'store'));
  #runs = 0;

  async analyse(file: string, sets: readonly string[] = []): Promise<Summary['analysis']> {
    const study = await openStudy({ file, home, sets });
    const { summary } = await runStudy(study, {
      code,
      store: this.#store,
      folder: join(this.folder, String(this.#runs++)),
      version: 'test',
      jobs: 1,
    });
    return (JSON.parse(summary) as Summary).analysis;
  }

  /** Results folder of the study that ran last. */
  get lastResults(): string {
    return join(this.folder, String(this.#runs - 1));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
