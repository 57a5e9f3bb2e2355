import type { BinScaleDescription, Constraint, ModelDescription, ParameterDescription } from '@cevns/fitting/model';

/** Parameters that scale single bins of some samples of a channel, in the words of HistFactory. */
export interface BinModifier {
  /** Its parameters are called `name[bin]`. */
  readonly name: string;
  readonly type: 'shapefactor' | 'shapesys' | 'staterror';
  /** One for each bin; null where a bin is not scaled. */
  readonly parameters: readonly (ParameterDescription | null)[];
}

/** Relative width of the constraint of each bin; 0 where there is none. */
export function relativeWidths({ parameters }: BinModifier): number[] {
  return parameters.map((parameter) => {
    const constraint = parameter?.constraint;
    if (constraint?.kind === 'poisson') return 1 / Math.sqrt(constraint.rate);
    return constraint?.kind === 'normal' ? constraint.sigma : 0;
  });
}

/** What was measured of each bin where that is not what the modifier itself says; undefined where it is, everywhere. */
export function measuredElsewhere({ parameters }: BinModifier): number[] | undefined {
  const measured = parameters.map((parameter) => {
    const constraint = parameter?.constraint;
    if (constraint?.kind === 'poisson') return { is: constraint.count, said: constraint.rate };
    return constraint?.kind === 'normal' ? { is: constraint.mean, said: 1 } : { is: 1, said: 1 };
  });
  return measured.some(({ is, said }) => is !== said) ? measured.map(({ is }) => is) : undefined;
}

/**
 * The bin scales of a model that HistFactory has, by the list of their parameters as JSON. It has those whose parameters have names of the
 * form `name[bin]` and constraints of one kind: none (shapefactor), counts for one sample (shapesys), normal ones (staterror).
 */
export function binModifiersOf({ channels, parameters }: ModelDescription): ReadonlyMap<string, BinModifier> {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const found = new Map<string, BinModifier>();
  const samples = new Map<string, number>();
  for (const { terms } of channels.flatMap(({ components }) => components)) {
    for (const scale of new Set(terms.flatMap(({ binScales = [] }) => binScales))) {
      const key = binScaleKey(scale);
      samples.set(key, (samples.get(key) ?? 0) + 1);
      const modifier = modifierOf(scale, byName);
      if (modifier !== undefined) found.set(key, modifier);
    }
  }
  const names = [...found.values()].map(({ name }) => name);
  for (const [key, { name, type }] of found) {
    const isShared = type === 'shapesys' && samples.get(key)! > 1;
    if (isShared || names.filter((other) => other === name).length > 1) found.delete(key);
  }
  return found;
}

/** What identifies a bin scale within a model. */
export function binScaleKey({ parameters }: BinScaleDescription): string {
  return JSON.stringify(parameters);
}

function modifierOf(
  { parameters: names }: BinScaleDescription,
  byName: ReadonlyMap<string, ParameterDescription>,
): BinModifier | undefined {
  const first = names.find((own) => own !== null);
  const name = /^(.*)\[\d+\]$/.exec(first ?? '')?.[1];
  if (name === undefined || names.some((own, bin) => own !== null && own !== `${name}[${bin}]`)) return undefined;
  const parameters = names.map((own) => (own === null ? null : byName.get(own)!));
  const kinds = new Set(parameters.flatMap((parameter) => (parameter === null ? [] : [kindOf(parameter.constraint)])));
  const [type, ...others] = kinds;
  return type === undefined || others.length > 0 ? undefined : { name, type, parameters };
}

function kindOf(constraint: Constraint | undefined): BinModifier['type'] | undefined {
  if (constraint === undefined) return 'shapefactor';
  if (constraint.kind === 'poisson') return 'shapesys';
  return constraint.kind === 'normal' ? 'staterror' : undefined;
}
