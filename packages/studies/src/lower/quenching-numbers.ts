import { TableFault } from '@cevns/numerics/tables/table-fault';
import { quenchingParts } from './element-quenching.ts';
import { type DetectorSection, modelOf, parametersOf } from './internal-study.ts';
import { QUENCHINGS } from './quenching-models.ts';
import type { StudyProblems } from './study-problems.ts';

/** That the models take the numbers of every quenching and of its variations. What is in a file is looked at with the other tables. */
export function checkQuenchingNumbers(detector: DetectorSection, problems: StudyProblems): void {
  for (const { part, path } of quenchingParts(detector)) {
    const own = parametersOf(part);
    const before = problems.count;
    checkNumbers(modelOf(part), own, path, problems);
    // What is wrong with the numbers themselves is so with every variation.
    if (problems.count > before) continue;
    for (const [name, sides] of Object.entries(part.variations ?? {})) {
      for (const side of ['up', 'down'] as const) {
        const at = [...path, 'variations', name, side];
        checkNumbers(modelOf(part), { ...own, ...sides[side] }, at, problems);
      }
    }
  }
}

function checkNumbers(
  model: string,
  parameters: Readonly<Record<string, unknown>>,
  path: readonly string[],
  problems: StudyProblems,
): void {
  if (parameters.table !== undefined) return;
  try {
    QUENCHINGS[model]?.prepare(parameters as never);
  } catch (error) {
    if (!(error instanceof TableFault)) {
      problems.attempt(path, 'E605', () => {
        throw error;
      });
      return;
    }
    const { what, expected, found, column, row } = error.details;
    const place = row === undefined ? [column!] : [column!, String(row)];
    problems.at([...path, 'points', ...place], 'E605', { message: what, expected, found });
  }
}
