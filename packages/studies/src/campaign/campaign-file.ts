import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { within } from '@cevns/language/catalogue';
import { type CheckMemory, check } from '@cevns/language/check';
import { loadFile } from '@cevns/language/load';
import { type Located, type LocatedMap, plainValue } from '@cevns/language/located';
import { nearest } from '@cevns/language/nearest';
import { inReadingOrder, type Problem, problemAt, StudyError } from '@cevns/language/problem';
import { namesIn } from '@cevns/language/read-file';
import type { Schema } from '@cevns/language/schema-words';
import { type Setting, settingOf } from '@cevns/language/set';
import type { SourceRange } from '@cevns/language/source-text';
import type { Campaign } from '../generated/campaign.ts';
import { type AxisValue, axisValue, rangeValues } from './axis-value.ts';
import { numberWithUnit } from './campaign-figures.ts';
import { type Configuration, configurations, type PartialPoint } from './configurations.ts';

/** An axis: where in the study it is, and where in the campaign file it stands. */
export interface Axis {
  readonly path: string;
  readonly range: SourceRange;
}

/** A campaign file that is read and makes sense by itself; nothing is known of its study yet. */
export interface CampaignFile {
  readonly file: string;
  readonly campaign: Campaign;
  /** Path of the study file, and where it is named. */
  readonly study: { readonly file: string; readonly range: SourceRange };
  /** Overrides for every configuration. */
  readonly settings: readonly Setting[];
  /** Analyses to run, with their places; undefined for all. */
  readonly analyses: readonly { readonly name: string; readonly range: SourceRange }[] | undefined;
  readonly axes: readonly Axis[];
  readonly configurations: readonly Configuration[];
  /** Problems of figures; they may come of an axis that the study does not have, so they are told with those of configurations. */
  readonly figureProblems: readonly Problem[];
}

/** Campaigns beyond this are several campaigns. */
const MOST_CONFIGURATIONS = 100_000;

/**
 * Reads a campaign file and makes its configurations.
 *
 * @throws StudyError with all problems of the file but those of figures: those of its form, E701 to E704
 */
export async function readCampaign(
  file: string,
  schema: Schema,
  catalogueRoot: string,
  memory?: CheckMemory,
): Promise<CampaignFile> {
  const root = loadFile(file);
  const checked = await check(root, schema, { file, catalogueRoot, memory });
  if (checked.problems.length > 0) throw new StudyError(checked.problems);
  return new CampaignReader(file, root as LocatedMap).read();
}

class CampaignReader {
  readonly #file: string;
  readonly #root: LocatedMap;
  readonly #problems: Problem[] = [];
  readonly #axes: Axis[] = [];
  readonly #values: AxisValue[][] = [];

  constructor(file: string, root: LocatedMap) {
    this.#file = file;
    this.#root = root;
  }

  read(): CampaignFile {
    const campaign = plainValue(this.#root) as Campaign;
    const study = this.#study();
    const settings = this.#entries('set').map(([path, { key, value }]) => settingOf(path, key, value));
    const factors = [
      ...this.#entries('matrix').map(([path, { key, value }]) => this.#axis(path, key, value)),
      ...this.#items('zip').map((group) => this.#group(group as LocatedMap)),
    ];
    const include = this.#items('include').map((item) => this.#point(item as LocatedMap, false));
    const exclude = this.#items('exclude').map((item) => this.#point(item as LocatedMap, true));
    const count = factors.reduce((product, factor) => product * factor.length, 1) + include.length;
    if (count > MOST_CONFIGURATIONS) {
      this.#problem(this.#root.entries.get('campaign')!.value.range, 'E704', {
        message: `the campaign has ${count} configurations`,
        expected: `at most ${MOST_CONFIGURATIONS}`,
      });
    }
    const figureProblems = this.#items('figures').flatMap((figure) => this.#figure(figure as LocatedMap));
    if (this.#problems.length > 0) throw new StudyError(inReadingOrder([...this.#problems, ...figureProblems]));
    const made = configurations({ axes: this.#axes.map(({ path }) => path), factors, include, exclude });
    if (made.length === 0) {
      const range = this.#root.entries.get('exclude')!.key;
      throw new StudyError([problemAt(range, 'E704', { message: 'every configuration is excluded' })]);
    }
    const analyses = this.#root.entries.has('analyses')
      ? this.#items('analyses').map((item) => ({ name: String(plainValue(item)), range: item.range }))
      : undefined;
    return {
      file: this.#file,
      campaign,
      study,
      settings,
      analyses,
      axes: this.#axes,
      configurations: made,
      figureProblems,
    };
  }

  #study(): CampaignFile['study'] {
    const node = this.#root.entries.get('study')!.value;
    const name = String(plainValue(node));
    const file = join(dirname(this.#file), name);
    if (existsSync(file) && !within(file, projectOf(this.#file))) {
      this.#problem(node.range, 'E703', {
        message: `the study \`${name}\` lies outside the project`,
        expected: 'a file below the folder of the project, which has the nearest package.json or .git',
      });
    } else if (!existsSync(file)) {
      const similar = nearest(basename(file), namesIn(dirname(file)));
      this.#problem(node.range, 'E211', {
        message: `there is no file \`${name}\``,
        found: resolve(file),
        suggestion: similar === undefined ? undefined : join(dirname(name), similar),
      });
    }
    return { file, range: node.range };
  }

  /** The alternatives of a single axis. */
  #axis(path: string, range: SourceRange, node: Located): PartialPoint[] {
    if (this.#axes.some((axis) => axis.path === path)) {
      this.#problem(range, 'E702', { message: `there are two axes \`${path}\`` });
    }
    const index = this.#axes.push({ path, range }) - 1;
    const values = this.#valuesOf(node);
    this.#values.push(values);
    const seen = new Map<string, AxisValue>();
    for (const value of values) {
      const same = seen.get(value.identity);
      seen.set(value.identity, value);
      if (same === undefined) continue;
      this.#problem(value.node.range, 'E702', {
        message: `the axis \`${path}\` has the same value twice`,
        found: same.text === value.text ? value.text : `${value.text}, which is ${same.text}`,
      });
    }
    return values.map((value) => new Map([[index, value]]));
  }

  #valuesOf(node: Located): AxisValue[] {
    if (node.kind === 'sequence') return node.items.map(axisValue);
    const values = rangeValues(node as LocatedMap);
    if (Array.isArray(values)) return values;
    this.#problems.push(values);
    return [];
  }

  /** The alternatives of axes that move together. */
  #group(group: LocatedMap): PartialPoint[] {
    const axes = [...group.entries].map(([path, { key, value }]) => ({ key, points: this.#axis(path, key, value) }));
    const length = axes[0]!.points.length;
    for (const { key, points } of axes) {
      if (points.length === length) continue;
      this.#problem(key, 'E702', {
        message: 'axes that move together need the same number of values',
        expected: `${length}, as the first axis of the group has`,
        found: String(points.length),
      });
    }
    return axes[0]!.points.map((_, i) => new Map(axes.flatMap(({ points }) => [...(points[i] ?? [])])));
  }

  /** What is wrong with a figure; it is drawn against an axis whose values are numbers of one unit. */
  #figure(figure: LocatedMap): Problem[] {
    const problems: Problem[] = [];
    const resolution = figure.entries.get('resolution');
    if (resolution !== undefined && !String(plainValue(figure.entries.get('file')!.value)).endsWith('.png'))
      problems.push(problemAt(resolution.key, 'E606', { message: '`resolution` is for files ending in `.png`' }));
    const node = (figure.entries.get('x')!.value as LocatedMap).entries.get('axis')!.value;
    const path = String(plainValue(node));
    const axis = this.#axes.findIndex((each) => each.path === path);
    if (axis < 0) return [...problems, this.#unknownAxis(path, node.range)];
    const units = new Set(this.#values[axis]!.map(({ text }) => numberWithUnit(text)?.unit));
    if (units.size === 1 && !units.has(undefined)) return problems;
    const found = problemAt(node.range, 'E702', {
      message: `the values of \`${path}\` have no places on an axis of a figure`,
      expected: 'numbers, all in the same unit',
    });
    return [...problems, found];
  }

  #unknownAxis(path: string, range: SourceRange): Problem {
    const known = this.#axes.map((axis) => axis.path);
    return problemAt(range, 'E701', {
      message: `there is no axis \`${path}\``,
      expected: known.length === 0 ? 'a campaign with axes' : `one of ${known.join(', ')}`,
      found: path,
      suggestion: nearest(path, known),
    });
  }

  /** A point that `include` or `exclude` names. */
  #point(item: LocatedMap, existing: boolean): PartialPoint {
    const point = new Map<number, AxisValue>();
    const known = this.#axes.map(({ path }) => path);
    for (const [path, { key, value: node }] of item.entries) {
      const axis = known.indexOf(path);
      if (axis < 0) {
        this.#problems.push(this.#unknownAxis(path, key));
        continue;
      }
      const value = axisValue(node);
      if (existing && !this.#values[axis]!.some(({ identity }) => identity === value.identity)) {
        this.#problem(node.range, 'E701', {
          message: `the axis \`${path}\` has no value \`${value.text}\` that could be excluded`,
          expected: `one of ${this.#values[axis]!.map(({ text }) => text).join(', ')}`,
        });
      }
      point.set(axis, value);
    }
    return point;
  }

  #entries(key: string) {
    const node = this.#root.entries.get(key)?.value;
    return node?.kind === 'map' ? [...node.entries] : [];
  }

  #items(key: string): readonly Located[] {
    const node = this.#root.entries.get(key)?.value;
    return node?.kind === 'sequence' ? node.items : [];
  }

  #problem(...problem: Parameters<typeof problemAt>): void {
    this.#problems.push(problemAt(...problem));
  }
}

/** Folder of the project that a file belongs to: the nearest one above with a package.json or .git, else the one above the file's own. */
export function projectOf(file: string): string {
  const beside = dirname(resolve(file));
  for (let folder = beside; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) || existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return dirname(beside);
  }
}
