import { couplings as couplingSets } from '@cevns/physics/couplings/registry';
import { interactions } from '@cevns/physics/interactions/registry';
import type { ShapeTable } from '../stages/shape-table.ts';
import type { InteractionParameter, LoweredInteraction } from './interaction.ts';
import type { InternalStudy } from './internal-study.ts';
import { DARK_MATTER } from './names.ts';
import { checkPowerOfTen } from './powers-of-ten.ts';
import { QUENCHING } from './quenching-parameters.ts';
import type { StudyProblems } from './study-problems.ts';
import { lowerWeights } from './weights.ts';

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
  const split = owners.includes(of) || of === QUENCHING ? -1 : of.lastIndexOf('.');
  const [owner, name] = split < 0 ? [of, key] : [of.slice(0, split), of.slice(split + 1)];
  if (!owners.includes(owner) && Object.hasOwn(interactions, owner)) {
    problems.at([...path, 'of'], 'E602', {
      message: `\`${owner}\` is not among the terms of this study`,
      expected: `\`${owner}\` in \`inputs.interaction.terms\``,
      found: `terms ${interaction.terms.map((term) => term.name).join(', ')}`,
    });
    return undefined;
  }
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

/**
 * That every term is there once, that a mass or mass splitting which nothing frees has a value, and that couplings, terms and oscillation go
 * together for every flavour.
 */
export function checkInteraction(
  study: InternalStudy,
  interaction: LoweredInteraction,
  { shape: freed, refused }: { readonly shape?: ShapeTable; readonly refused: readonly string[] },
  problems: StudyProblems,
): void {
  // Of a part whose parameter was refused something is said there.
  const told = refused.map((name) => study.parameters?.[name]?.of?.split('.')[0]);
  const names = interaction.terms.map(({ name }) => name);
  names.forEach((name, i) => {
    const path = ['inputs', 'interaction', 'terms', String(i)];
    if (names.indexOf(name) < i) {
      problems.at(path, 'E606', { message: `the term \`${name}\` is there twice`, expected: 'each term once' });
    } else if (!told.includes(name)) expectValues(name, path, interaction, freed, problems);
    for (const [key, value] of Object.entries(interaction.terms[i]!.settings as Readonly<Record<string, unknown>>)) {
      const unit = interaction.parameters[name]?.[key]?.definition.unit;
      if (typeof value === 'number') checkPowerOfTen([...path, key], [value], unit, problems);
    }
  });
  if (study.inputs.oscillation !== undefined && !told.includes('oscillation')) {
    expectValues('oscillation', ['inputs', 'oscillation'], interaction, freed, problems);
  }
  if (study.inputs[DARK_MATTER] !== undefined && !told.includes(DARK_MATTER)) {
    expectValues(DARK_MATTER, ['inputs', DARK_MATTER], interaction, freed, problems);
  }
  const { oscillation, ...local } = interaction;
  local.terms.forEach((term, i) => {
    const path = ['inputs', 'interaction', 'terms', String(i)];
    problems.attempt(path, 'E606', () => lowerWeights({ ...local, terms: [term] }, new Map()));
  });
  if (oscillation === undefined) return;
  // Flavours that only appear through oscillation need couplings too.
  problems.attempt(['inputs', 'oscillation'], 'E606', () => lowerWeights(interaction, new Map()));
}

function expectValues(
  owner: string,
  path: readonly string[],
  { parameters }: LoweredInteraction,
  freed: ShapeTable | undefined,
  problems: StudyProblems,
): void {
  for (const [name, parameter] of Object.entries(parameters[owner] ?? {})) {
    if (parameter.kind !== 'shape' || parameter.setting !== undefined) continue;
    const { table, definition } = parameter;
    const isFreed = freed?.owner === table.owner && freed.of.join() === table.of.join() && freed.setting === name;
    if (isFreed) continue;
    problems.at(path, 'E303', {
      message: `\`${owner}\` needs a value of \`${name}\`: ${definition.description}`,
      expected: `\`${name}:\` in ${definition.unit} there, or in \`parameters:\` with \`of: ${owner}\` and a range`,
    });
  }
}
