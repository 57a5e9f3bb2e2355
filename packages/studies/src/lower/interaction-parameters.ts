import { couplings as couplingSets } from '@cevns/physics/couplings/registry';
import type { InteractionParameter, LoweredInteraction } from './interaction.ts';
import type { InternalStudy } from './internal-study.ts';
import type { StudyProblems } from './study-problems.ts';

/** A parameter of the interaction that a study frees under a name of its own. */
export interface FreedParameter {
  readonly owner: string;
  readonly name: string;
  readonly parameter: InteractionParameter;
}

/**
 * The parameter of the interaction that `parameters.<key>.of` means: `of: nsi` one of the name of the key, `of: nsi.eps_ee_u` one under
 * another name. What is wrong goes to the problems, and undefined comes back.
 */
export function freedParameter(
  study: InternalStudy,
  interaction: LoweredInteraction,
  key: string,
  of: string,
  problems: StudyProblems,
): FreedParameter | undefined {
  const path = ['parameters', key];
  const owners = Object.keys(interaction.parameters);
  const split = owners.includes(of) ? -1 : of.lastIndexOf('.');
  const [owner, name] = split < 0 ? [of, key] : [of.slice(0, split), of.slice(split + 1)];
  if (!problems.expectName([...path, 'of'], 'E602', 'part of the interaction', owner, owners)) return undefined;
  const known = interaction.parameters[owner]!;
  if (owner === 'standard-model' && Object.keys(known).length === 0) {
    const { couplings } = study.inputs.interaction;
    const dependent = Object.keys(couplingSets).filter((set) => name in couplingSets[set]!.parameters);
    problems.atKey(path, 'E606', {
      message:
        typeof couplings === 'string'
          ? `\`${couplings}\` does not depend on \`${name}\``
          : `the couplings of this study are plain numbers; \`${name}\` has no effect on them`,
      expected: `couplings that are a function of it, such as \`${dependent[0] ?? 'tree-level'}\``,
    });
    return undefined;
  }
  const at = split < 0 ? path : [...path, 'of'];
  if (!problems.expectName(at, 'E602', `parameter of ${owner}`, name, Object.keys(known))) return undefined;
  return { owner, name, parameter: known[name]! };
}
