import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinGraphs } from '@cevns/runner/joint-graph';
import { runGraphs } from '@cevns/runner/run';
import type { RunResult } from '@cevns/runner/run-result';
import { Store } from '@cevns/runner/store';
import type { Summary } from '@cevns/studies/generated/summary';
import { type OpenedStudy, openStudy } from '@cevns/studies/open-study';
import { codeOf } from '@cevns/studies/run-study';

/** A study file with overrides, as after `--set`. */
export interface Variant {
  readonly file: string;
  readonly sets?: readonly string[];
}

/** A variant that has run. */
export interface RanVariant {
  readonly opened: OpenedStudy;
  readonly run: RunResult;
  readonly summary: Summary;
}

/** Runs variants of studies, without their outputs, in a store that is thrown away. */
export class StudyVariants {
  readonly #home: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'cevns-variants-'));
  #count = 0;

  /** @param home folder of the checkout */
  constructor(home: string) {
    this.#home = home;
  }

  /**
   * All variants as one graph; what they share is computed once.
   *
   * @throws StudyError, StageError for the first that is wrong or fails
   */
  async run(variants: readonly Variant[]): Promise<RanVariant[]> {
    if (variants.length === 0) return [];
    const opened = await Promise.all(
      variants.map(({ file, sets = [] }) =>
        // Stages are told apart by the name of their study.
        openStudy({ file, home: this.#home, sets: [`study=variant-${this.#count++}`, 'outputs=[]', ...sets] }),
      ),
    );
    const runs = await runGraphs(
      joinGraphs(opened.map(({ graph }) => graph)),
      opened.map(() => ({})),
      { store: new Store(join(this.#folder, 'store')), code: codeOf(this.#home) },
    );
    return runs.map((run, i) => {
      if (run.failures[0]) throw run.failures[0];
      const text = run.artifact(`${opened[i]!.name}/summary`, 'summary').text();
      return { opened: opened[i]!, run, summary: JSON.parse(text) as Summary };
    });
  }

  /** Removes what was computed. */
  close(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
