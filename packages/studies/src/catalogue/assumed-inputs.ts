import { type Located, nodeAt, type Path, plainValue } from '@cevns/language/located';
import type { Origin } from './provenance.ts';
import { isAssumed } from './provenance.ts';

/** Something that a study or one of its entries had to assume. */
export interface Assumption {
  /** Where in the study. */
  readonly path: Path;
  /** The value as written; undefined where more than one value is meant. */
  readonly value?: string;
  /** Lowest and highest value that may be true, as written. */
  readonly range?: readonly [low: string, high: string];
  readonly why: string;
}

/**
 * What a study takes from entries that had to assume it, or says itself that it assumes. What the study gives in place of an
 * assumed number is the study's own, and not among them.
 *
 * @param root the study with `use:` inlined
 */
export function assumptionsOf(root: Located): Assumption[] {
  return partsOf(root).flatMap((path) => assumedIn(root, path));
}

/** The same, one sentence each: the path, the value, its range and why. */
export function assumedInputs(root: Located): string[] {
  return assumptionsOf(root).map(({ path, value, range, why }) => {
    const between = range === undefined ? '' : ` (${range[0]} to ${range[1]})`;
    return `assumed: ${nameOf(root, path)}${value === undefined ? '' : `, ${value}`}${between}: ${why}`;
  });
}

/** Where a study may have a source or a detector. */
function partsOf(root: Located): Path[] {
  const experiments = nodeAt(root, ['inputs', 'experiments']);
  const several = experiments?.kind === 'sequence' ? experiments.items : [];
  return [
    ['inputs', 'source'],
    ['detector'],
    ...several.flatMap((_, i) => [
      ['inputs', 'experiments', i, 'source'],
      ['inputs', 'experiments', i, 'detector'],
    ]),
  ];
}

function assumedIn(root: Located, part: Path): Assumption[] {
  const provenance = nodeAt(root, [...part, 'provenance']);
  if (provenance?.kind !== 'map') return [];
  return [...provenance.entries].flatMap(([written, { value: origin }]) => {
    const said = plainValue(origin) as Origin;
    const path = [...part, ...written.split('.')];
    const meant = nodeAt(root, path);
    if (!isAssumed(said) || meant === undefined || !comesFrom(meant, origin)) return [];
    return {
      path,
      ...(meant.kind === 'scalar' ? { value: String(meant.value) } : {}),
      ...(said.range === undefined ? {} : { range: [String(said.range[0]), String(said.range[1])] as const }),
      why: said.assumed,
    };
  });
}

/** A path as a reader would write it, experiments by their names. */
function nameOf(root: Located, path: Path): string {
  if (path[1] !== 'experiments') return path.join('.');
  const name = nodeAt(root, [...path.slice(0, 3), 'name']);
  const experiment = name?.kind === 'scalar' ? String(name.value) : String(path[2]);
  return `${experiment}: ${path.slice(3).join('.')}`;
}

/** Whether any of a value is written in the file that says where it comes from. */
function comesFrom(value: Located, origin: Located): boolean {
  if (value.kind === 'scalar') return value.range.source === origin.range.source;
  const parts = value.kind === 'sequence' ? value.items : [...value.entries.values()].map((entry) => entry.value);
  return parts.some((part) => comesFrom(part, origin));
}
