import type { BinScaleDescription, Constraint, ModelDescription, ParameterDescription } from '@cevns/fitting/model';

/** Parameters that scale single bins of some samples of a channel, in the words of HistFactory. */
export interface BinModifier {
  /** Its parameters are called `name[first + bin]`. */
  readonly name: string;
  /** 0, but for a staterror that other channels have, too: its bins are counted on by the names of the channels. */
  readonly first: number;
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
  const counted = inTheirOrder(channels, found);
  for (const [key, modifier] of found) {
    const isShared = modifier.type === 'shapesys' && samples.get(key)! > 1;
    if (isShared || !counted.includes(modifier)) found.delete(key);
  }
  return found;
}

/** Modifiers that alone have their name, and staterrors whose bins are counted on as the names of their channels follow each other. */
function inTheirOrder(
  channels: ModelDescription['channels'],
  found: ReadonlyMap<string, BinModifier>,
): readonly BinModifier[] {
  const ordered = [...channels]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ components }) => {
      const scales = components.flatMap(({ terms }) => terms.flatMap(({ binScales = [] }) => binScales));
      return [...new Set(scales.flatMap((scale) => found.get(binScaleKey(scale)) ?? []))];
    });
  return [...new Set(ordered)].filter(({ name }) => {
    const own = [...new Set(ordered)].filter((other) => other.name === name);
    const isAppended = own.every(
      ({ first }, k) => first === own.slice(0, k).reduce((sum, { parameters }) => sum + parameters.length, 0),
    );
    return isAppended && (own.length === 1 || own.every(({ type }) => type === 'staterror'));
  });
}

/** What identifies a bin scale within a model. */
export function binScaleKey({ parameters }: BinScaleDescription): string {
  return JSON.stringify(parameters);
}

function modifierOf(
  { parameters: names }: BinScaleDescription,
  byName: ReadonlyMap<string, ParameterDescription>,
): BinModifier | undefined {
  const at = names.findIndex((own) => own !== null);
  const [, name, index] = /^(.*)\[(\d+)\]$/.exec(names[at] ?? '') ?? [];
  const first = Number(index) - at;
  if (name === undefined || names.some((own, bin) => own !== null && own !== `${name}[${first + bin}]`))
    return undefined;
  const parameters = names.map((own) => (own === null ? null : byName.get(own)!));
  const kinds = new Set(parameters.flatMap((parameter) => (parameter === null ? [] : [kindOf(parameter.constraint)])));
  const [type, ...others] = kinds;
  return type === undefined || others.length > 0 ? undefined : { name, type, first, parameters };
}

function kindOf(constraint: Constraint | undefined): BinModifier['type'] | undefined {
  if (constraint === undefined) return 'shapefactor';
  if (constraint.kind === 'poisson') return 'shapesys';
  return constraint.kind === 'normal' ? 'staterror' : undefined;
}
