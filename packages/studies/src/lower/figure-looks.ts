import { type FigureSettings, SHOWS_LITERATURE } from '../outputs/figure-settings.ts';
import { checkLabels } from './drawn-labels.ts';
import type { OutputSection } from './internal-study.ts';
import type { ShownFigure } from './shown-figure.ts';
import type { StudyProblems } from './study-problems.ts';

/** What the study says of axes, words, colours and the work of others, once it is known to go with the figure. */
export function figureLooks(
  section: OutputSection,
  path: readonly string[],
  { kind, components = [], parameters }: ShownFigure,
  problems: StudyProblems,
): FigureSettings | undefined {
  const before = problems.count;
  const { x, y, annotations, literature, names, colors } = section as FigureSettings;
  for (const [name, axis] of [
    ['x', x],
    ['y', y],
  ] as const) {
    const [from, to] = axis?.range ?? [1, 2];
    const wrong =
      from >= to
        ? 'the range is empty'
        : axis?.scale === 'log' && from <= 0
          ? 'a logarithmic axis has no room for 0 and below'
          : undefined;
    if (wrong !== undefined)
      problems.at([...path, name, 'range'], 'E605', { message: wrong, expected: 'the lower end first' });
  }
  literature?.forEach(({ point, line }, i) => {
    if ((point === undefined) !== (line === undefined)) return;
    problems.at([...path, 'literature', String(i)], 'E303', {
      message: 'what others have published is a point or a line',
      expected: '`point: [x, y]` or `line: [[x, y], ...]`',
    });
  });
  if (literature !== undefined && !SHOWS_LITERATURE.includes(kind)) {
    problems.atKey([...path, 'literature'], 'E606', {
      message: `a figure of this kind (${kind}) shows no literature`,
      expected: 'contours, limits or curves',
    });
  }
  for (const [key, chosen] of Object.entries({ names, colors }))
    for (const name of Object.keys(chosen ?? {}))
      problems.expectName(
        [...path, key, name],
        'E606',
        parameters.of !== undefined ? 'analysis of the figure' : 'component',
        name,
        components,
      );
  checkLabels(section, path, problems);
  const given = { x, y, annotations, literature, names, colors };
  return problems.count > before
    ? undefined
    : (Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as FigureSettings);
}
