import { nearest } from '@cevns/language/nearest';
import { inReadingOrder, type Problem, problemAt, StudyError } from '@cevns/language/problem';
import type { SourceRange } from '@cevns/language/source-text';
import type { CampaignFile } from './campaign-file.ts';
import type { Configuration } from './configurations.ts';

/** Problems of configurations: each is told once, with the configurations that have it. */
export class CampaignProblems {
  readonly #campaign: CampaignFile;
  readonly #found = new Map<string, { readonly problem: Problem; readonly first: Configuration; count: number }>();
  readonly #general: Problem[];

  constructor(campaign: CampaignFile) {
    this.#campaign = campaign;
    this.#general = [...campaign.figureProblems];
  }

  add(configuration: Configuration, problems: readonly Problem[]): void {
    for (const problem of problems) {
      const { file, line, column, code, message } = problem;
      const identity = JSON.stringify([file, line, column, code, message]);
      const known = this.#found.get(identity);
      if (known) known.count += 1;
      else this.#found.set(identity, { problem, first: configuration, count: 1 });
    }
  }

  /** An analysis that the campaign asks for and the study does not have. */
  unknownAnalysis(range: SourceRange, name: string, known: readonly string[]): void {
    if (this.#general.some(({ found, code }) => code === 'E603' && found === name)) return;
    this.#general.push(
      problemAt(range, 'E603', {
        message: `the study has no analysis \`${name}\``,
        expected: `one of ${known.join(', ')}`,
        found: name,
        suggestion: nearest(name, known),
      }),
    );
  }

  /** @throws StudyError with all problems, if there is any */
  throwIfAny(): void {
    const problems = [
      ...this.#general,
      ...[...this.#found.values()].map(({ problem, first, count }) => ({
        ...problem,
        message: `${problem.message}${this.#where(first, count)}`,
      })),
    ];
    if (problems.length > 0) throw new StudyError(inReadingOrder(problems));
  }

  /** Which configurations; nothing when all have the problem. */
  #where(first: Configuration, count: number): string {
    const { axes, configurations } = this.#campaign;
    if (count === configurations.length) return '';
    const values = first.values.flatMap((value, i) => (value ? [`${axes[i]!.path}=${value.text}`] : []));
    const text = values.length === 0 ? "the study's own values" : values.join(', ');
    return count === 1 ? ` (configuration ${text})` : ` (in ${count} configurations, first ${text})`;
  }
}
