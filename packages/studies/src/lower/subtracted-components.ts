import type { OutputSection } from './internal-study.ts';
import type { StudyProblems } from './study-problems.ts';

/**
 * The components that a projection takes away from the data; undefined if they cannot be.
 *
 * @param path of the figure
 * @param known names of all components
 */
export function subtractedComponents(
  section: OutputSection,
  path: readonly string[],
  known: readonly string[],
  problems: StudyProblems,
): readonly string[] | undefined {
  const { subtract = [] } = section as { readonly subtract?: string | readonly string[] };
  const names = typeof subtract === 'string' ? [subtract] : subtract;
  const isKnown = names.map((name, i) => {
    const place = typeof subtract === 'string' ? ['subtract'] : ['subtract', String(i)];
    return problems.expectName([...path, ...place], 'E606', 'component', name, known);
  });
  if (isKnown.includes(false)) return undefined;
  if (names.length === 0 || names.length < known.length) return names;
  problems.at([...path, 'subtract'], 'E606', {
    message: 'no component is left to be shown',
    expected: `some of ${known.join(', ')}`,
  });
  return undefined;
}
