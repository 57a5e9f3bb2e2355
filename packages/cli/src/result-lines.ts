import { analyses } from '@cevns/studies/analyses/registry';
import type { Summary } from '@cevns/studies/generated/summary';

/** The main numbers of a study as lines for a terminal, warnings first. */
export function resultLines({ warnings, analysis }: Pick<Summary, 'warnings' | 'analysis'>): string[] {
  const lines = warnings.map((warning) => `  warning: ${warning}`);
  for (const [name, result] of Object.entries(analysis)) {
    lines.push(`  ${name}`, ...analysisLines(result).map((line) => `    ${line}`));
  }
  return lines;
}

/** The main numbers of one analysis. */
export function analysisLines(result: Summary['analysis'][string]): readonly string[] {
  return analyses[result.kind]!.presentation.lines(result);
}
