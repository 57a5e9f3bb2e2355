import type { InternalStudy } from './internal-study.ts';
import type { StudyProblems } from './study-problems.ts';

/** A part of the neutrinos of a source, and the relative standard deviation of their number. */
export interface FluxVariation {
  readonly part: string;
  readonly uncertainty: number;
}

/** The parts of the neutrinos that a systematic which varies the source varies, by the name of the pull; that there are any, and no oscillation. */
export function fluxVariationsOf(
  { source, oscillation }: InternalStudy['inputs'],
  path: readonly string[],
  problems: StudyProblems,
): Readonly<Record<string, FluxVariation>> {
  const uncertainties = Object.entries((source.uncertainties ?? {}) as Readonly<Record<string, number>>);
  if (uncertainties.length === 0) {
    problems.at(path, 'E606', {
      message: 'the source has no uncertainties',
      expected: '`uncertainties:` in inputs.source, such as `{ U235: 2.1 % }` of a reactor',
    });
  }
  if (oscillation !== undefined) {
    problems.at(path, 'E606', {
      message: 'parts of the neutrinos are not followed through an oscillation',
      expected: 'a systematic that scales cevns, or a study without oscillation',
    });
  }
  return Object.fromEntries(
    uncertainties.map(([part, uncertainty]) => [`flux-${part.toLowerCase()}`, { part, uncertainty }]),
  );
}
