import type { Leavings } from '../analyses/lowering.ts';
import { leavingsOf } from './analysis-stages.ts';
import { experimentsOfAnalysis } from './chosen-experiments.ts';
import type { OutputSection } from './internal-study.ts';
import type { ShownChannel } from './shown-channel.ts';
import type { StudyProblems } from './study-problems.ts';
import type { WholeStudy } from './whole-study.ts';

/** The analysis that an output shows, once it is known to leave something to show. */
export function shownAnalysis(
  section: OutputSection,
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
) {
  const { study } = lowered;
  const name = section.of as string;
  if (!problems.expectName([...path, 'of'], 'E603', 'analysis', name, Object.keys(study.analysis))) return undefined;
  const analysis = study.analysis[name]!;
  const leaves = leavingsOf(analysis);
  if (leaves === undefined) {
    problems.at([...path, 'of'], 'E606', {
      message: `\`${name}\` is a ${analysis.kind}: a number without bins or points to show`,
      expected: 'an analysis that leaves bins or points, such as a fit or a profile',
    });
    return undefined;
  }
  const axis = section.axis as string | readonly string[] | undefined;
  if (axis !== undefined && leaves.kind !== 'bins') {
    problems.at([...path, 'axis'], 'E606', {
      message: `\`${name}\` is a ${analysis.kind}, which has no axis to project on`,
    });
    return undefined;
  }
  const channel = shownChannel(section, path, leaves, lowered, problems, experimentsOfAnalysis(analysis, lowered));
  if (channel === undefined) return undefined;
  const observables = channel.observables.map((observable) => observable.name);
  const axes = axis === undefined ? [] : typeof axis === 'string' ? [axis] : axis;
  const known = axes.map((each, i) => {
    const at = typeof axis === 'string' ? [...path, 'axis'] : [...path, 'axis', String(i)];
    return problems.expectName(at, 'E606', 'observable', each, observables);
  });
  return known.includes(false) ? undefined : { name, leaves, axes, channel };
}

/** The channel whose bins an output shows; the first where an output shows no bins. */
function shownChannel(
  section: OutputSection,
  path: readonly string[],
  leaves: Leavings,
  { channels: all, experiments }: WholeStudy,
  problems: StudyProblems,
  taken: readonly string[] | undefined,
): ShownChannel | undefined {
  const chosen = section.experiment as string | undefined;
  const channels = taken === undefined ? all : all.filter(({ name }) => taken.includes(name!));
  const names = channels.flatMap(({ name }) => (name === undefined ? [] : [name]));
  if (chosen === undefined) {
    if (leaves.kind !== 'bins' || names.length === 0 || taken?.length === 1) return channels[0];
    const several = experiments.length === 0 ? 'a workspace with several channels' : 'a study with several experiments';
    problems.at(path, 'E303', {
      message: `the bins of ${several} are those of one of them`,
      expected: `\`experiment:\`, one of ${names.join(', ')}`,
    });
    return undefined;
  }
  if (!problems.expectName([...path, 'experiment'], 'E602', 'experiment', chosen, names)) return undefined;
  return channels.find(({ name }) => name === chosen);
}
