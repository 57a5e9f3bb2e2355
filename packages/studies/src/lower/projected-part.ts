import type { OutputSection, Range } from './internal-study.ts';
import type { ShownChannel, ShownObservable } from './shown-channel.ts';
import type { StudyProblems } from './study-problems.ts';

/** How far a limit may be from an edge of a bin, relative to the edge: rounding of units. */
const ROUNDING = 1e-9;

/**
 * The ranges of other observables that a projection sums over; undefined if they cannot be.
 *
 * @param path of the figure
 * @param axis that is projected on
 */
export function projectedPart(
  section: OutputSection,
  path: readonly string[],
  axis: string,
  { observables }: ShownChannel,
  problems: StudyProblems,
): Readonly<Record<string, Range>> | undefined {
  const { within = {} } = section as { readonly within?: Readonly<Record<string, Range>> };
  const others = observables.filter(({ name }) => name !== axis);
  const fits = Object.entries(within).map(([name, range]) => {
    const at = [...path, 'within', name];
    const observable = others.find((other) => other.name === name);
    if (observable !== undefined) return endsOnEdges(observable, range, at, problems);
    const known = others.map((other) => other.name).join(', ');
    problems.atKey(at, 'E606', {
      message:
        name === axis
          ? `a projection on ${name} shows all of its bins; \`x: { range: [...] }\` shows some of them`
          : `the detector does not observe ${name}`,
      expected: known === '' ? 'no `within:`' : `one of ${known}`,
    });
    return false;
  });
  return fits.includes(false) ? undefined : within;
}

function endsOnEdges(
  { name, unit, edges }: ShownObservable,
  [low, high]: Range,
  at: readonly string[],
  problems: StudyProblems,
): boolean {
  // Without edges the region is refused, where it says why.
  if (edges === undefined) return false;
  const all = Array.from(edges);
  const isEdge = (limit: number) => all.some((edge) => Math.abs(edge - limit) <= ROUNDING * Math.abs(edge));
  if (low < high && isEdge(low) && isEdge(high)) return true;
  problems.at(at, 'E605', {
    message: `bins of ${name} are in a projection as a whole`,
    expected: `two of the edges ${all.join(', ')} ${unit}`.trimEnd(),
    found: `[${low}, ${high}]`,
  });
  return false;
}
