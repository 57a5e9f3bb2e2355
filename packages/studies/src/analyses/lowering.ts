import type { ProblemDetails } from '@cevns/language/problem';
import type { ProblemCode } from '@cevns/language/problem-codes';
import type { StageInput } from '@cevns/runner/stage';
import type { AnalysisSection } from '../lower/internal-study.ts';
import { parameterValue } from '../lower/parameter-value.ts';
import { checkPowerOfTen } from '../lower/powers-of-ten.ts';
import type { StudyProblems } from '../lower/study-problems.ts';
import type { WholeStudy } from '../lower/whole-study.ts';
import type { ScannedAxis } from './scanned-axis.ts';

/** What the stage of an analysis leaves beside its result: bins that can be projected, or points against one parameter or two. */
export type Leavings =
  | { readonly kind: 'bins' /** What the components are, for captions: `fitted components`. */; readonly what: string }
  | { readonly kind: 'curve'; readonly parameter: string }
  | {
      readonly kind: 'plane';
      readonly parameters: readonly [x: string, y: string];
      /** Set where the result has it all, which then is not kept twice. */
      readonly in?: 'result';
    }
  | { readonly kind: 'limits'; readonly parameters: readonly [against: string, limited: string] };

/** A parameter with the points at which a scan takes it, as a study has it. */
export interface ScannedSection {
  readonly parameter: string;
  readonly range: readonly [number | string, number | string];
  readonly points?: number;
  readonly spacing?: 'linear' | 'log';
}

/** The output of the stage of an analysis in which its leavings are. */
export function leavingsOutput(leavings: Leavings): string {
  return (leavings.kind === 'plane' ? leavings.in : undefined) ?? leavings.kind;
}

/** What a stage works on: modules by role, data files by input. */
export interface OwnInputs {
  readonly modules: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, StageInput>>;
}

/** A stage that does a part of the work of an analysis. It gets the model, and what it takes from other parts under their names. */
export interface AnalysisPart {
  /** Within the analysis: `toys-0-249`. */
  readonly name: string;
  /** That of the analysis unless given, so that a worker compiles once what its stages have in common; a parameter tells it which part it is. */
  readonly module?: string;
  readonly parameters: object;
  /** `part` unless given. */
  readonly outputs?: readonly string[];
  /** Parts that come before it, for their `part`; for another output `rows-0:nuisances`. */
  readonly takes?: readonly string[];
}

/** The parts of an analysis, and what its own stage takes of them, as these do. */
export interface AnalysisParts {
  readonly parts: readonly AnalysisPart[];
  readonly takes: readonly string[];
}

/** How a study's section of one kind becomes the parameters of its stage. */
export interface AnalysisLowering {
  /** Parameters of the stage beside those that every analysis has; what is wrong goes to the checks. */
  parameters(section: AnalysisSection, checks: AnalysisChecks, study: WholeStudy): Record<string, unknown>;
  /** Undefined for an analysis that gives numbers alone. */
  leavings(section: AnalysisSection): Leavings | undefined;
  /** Outputs of the stage beside these, for figures alone. */
  readonly alongside?: readonly string[];
  /**
   * The stages into which a long analysis is divided, by its work alone, so that they can run at the same time.
   *
   * @param parameters of the stage of the analysis, `fixed` included
   */
  parts?(parameters: Readonly<Record<string, unknown>>): AnalysisParts | undefined;
  /** Implementations that the section chooses, by the role under which the stage finds them. */
  modules?(section: AnalysisSection): Readonly<Record<string, string>>;
  /** Modules and data files of an analysis that needs no likelihood; its stage gets neither the model nor what goes with it. */
  withoutModel?(section: AnalysisSection, study: WholeStudy): OwnInputs;
}

const DEFAULT_POINTS = 101;

export type ParameterValues = Readonly<Record<string, number>>;

/** Checks of the names and values that one analysis of a study mentions; paths are relative to the analysis. */
export class AnalysisChecks {
  readonly #path: readonly string[];
  readonly #section: AnalysisSection;
  readonly #lowered: WholeStudy;
  readonly #problems: StudyProblems;

  constructor(name: string, section: AnalysisSection, lowered: WholeStudy, problems: StudyProblems) {
    this.#path = ['analysis', name];
    this.#section = section;
    this.#lowered = lowered;
    this.#problems = problems;
  }

  /** Whether the study has a parameter of this name; of one that was refused nothing more is said. */
  parameter(path: readonly string[], name: string): boolean {
    const known = this.#lowered.parameters.parameters.map((parameter) => parameter.name);
    if (!known.includes(name) && this.#lowered.parameters.refused.includes(name)) return false;
    return this.#problems.expectName([...this.#path, ...path], 'E602', 'parameter', name, known);
  }

  /** That a name is one of those known. */
  named(path: readonly string[], what: string, name: string, known: readonly string[]): boolean {
    return this.#problems.expectName([...this.#path, ...path], 'E602', what, name, known);
  }

  /** That a value lies within the bounds of a parameter that exists. */
  value(path: readonly string[], name: string, value: number): void {
    const { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY } = this.#description(name);
    if (value >= lower && value <= upper) return;
    this.#problems.at([...this.#path, ...path], 'E605', {
      message: `${value} lies outside the range of \`${name}\``,
      expected: boundsText(lower, upper),
      found: String(value),
    });
  }

  /** That each parameter exists and each value lies within its bounds; the values in internal units. */
  values(path: readonly string[], values: Readonly<Record<string, number | string>>): ParameterValues {
    const found: Record<string, number> = {};
    for (const [name, value] of Object.entries(values)) {
      const at = [...path, name];
      if (!this.parameter(at, name)) continue;
      const own = this.quantity(at, name, value);
      if (own === undefined) continue;
      this.value(at, name, own);
      this.#powerOfTen(at, name, [own]);
      found[name] = own;
    }
    return found;
  }

  /** A value of a parameter that exists in its internal unit; undefined if it is none. */
  quantity(path: readonly string[], name: string, value: number | string): number | undefined {
    return parameterValue([...this.#path, ...path], value, this.#lowered.parameters.quantities[name], this.#problems);
  }

  /** That a value, or a range, was not written without the power of ten that its unit has. */
  #powerOfTen(path: readonly string[], name: string, values: readonly number[]): void {
    checkPowerOfTen([...this.#path, ...path], values, this.#lowered.parameters.units[name], this.#problems);
  }

  /** A parameter to scan: that it exists, is free, and has a range within its bounds that can be divided as asked. */
  scan(key: string, { parameter, range, points = DEFAULT_POINTS, spacing = 'linear' }: ScannedSection): ScannedAxis {
    const path = [key, 'range'];
    const nowhere: ScannedAxis = { parameter, range: [0, 1], points, spacing };
    if (!this.parameter([key, 'parameter'], parameter)) {
      const [low, high] = range;
      if (typeof low === 'number' && typeof high === 'number') this.range(path, [low, high]);
      return nowhere;
    }
    this.free(key, [parameter]);
    const [from, to] = range.map((value, i) => this.quantity([...path, String(i)], parameter, value));
    if (from === undefined || to === undefined) return nowhere;
    for (const value of [from, to]) this.value(path, parameter, value);
    this.#powerOfTen(path, parameter, [from, to]);
    this.range(path, [from, to]);
    if (spacing === 'log' && from <= 0) {
      this.#problems.at([...this.#path, ...path], 'E605', {
        message: 'a logarithmic scale has no room for 0 and below',
        expected: 'a range above 0, or `spacing: linear`',
        found: String(from),
      });
    }
    return { parameter, range: [from, to], points, spacing };
  }

  /** That two scanned parameters are not the same. */
  different(key: string, name: string, other: string, otherName: string): void {
    if (name !== otherName) return;
    this.#problems.at([...this.#path, key, 'parameter'], 'E606', {
      message: `\`${key}\` and \`${other}\` are the same parameter`,
    });
  }

  /** A problem with a place in the analysis. */
  problem(path: readonly string[], code: ProblemCode, details: ProblemDetails): void {
    this.#problems.at([...this.#path, ...path], code, details);
  }

  /** That parameters which the analysis is about are not held by it. */
  free(key: string, names: readonly string[]): void {
    const { fixed = [] } = this.#section;
    const held = Array.isArray(fixed) ? (fixed as readonly string[]) : Object.keys(fixed as object);
    for (const name of names.filter((own) => held.includes(own))) {
      this.#problems.at([...this.#path, key], 'E606', {
        message: `\`${name}\` is held by \`fixed:\` in the same analysis`,
      });
    }
    for (const name of names.filter((own) => own in this.#lowered.held)) {
      this.#problems.at([...this.#path, key], 'E606', {
        message: `\`${name}\` is held by the measurement of the workspace`,
        expected: 'a parameter that is free',
      });
    }
  }

  /** That the analysis leaves a parameter free. */
  someFree(): void {
    const { fixed = [] } = this.#section;
    const held = Array.isArray(fixed) ? (fixed as readonly string[]) : Object.keys(fixed as object);
    const { parameters } = this.#lowered.parameters;
    if (parameters.some(({ name }) => !held.includes(name) && !(name in this.#lowered.held))) return;
    this.#problems.at([...this.#path, 'fixed' in this.#section ? 'fixed' : 'kind'], 'E606', {
      message: 'no parameter is left free',
      expected: 'a parameter that is free',
    });
  }

  /** That a range begins below its end. */
  range(path: readonly string[], [low, high]: readonly [number, number]): void {
    if (low < high) return;
    this.#problems.at([...this.#path, ...path], 'E605', {
      message: 'the range is empty',
      expected: 'the lower limit first',
    });
  }

  /** Values of the parameters that the analysis holds: those of a mapping, or for a list their initial ones. */
  fixed(): ParameterValues {
    const { fixed = [] } = this.#section;
    if (!Array.isArray(fixed)) return this.values(['fixed'], fixed as Readonly<Record<string, number | string>>);
    const values: Record<string, number> = {};
    (fixed as readonly string[]).forEach((name, i) => {
      if (this.parameter(['fixed', String(i)], name)) values[name] = this.#description(name).initial;
    });
    return values;
  }

  #description(name: string) {
    return this.#lowered.parameters.parameters.find((parameter) => parameter.name === name)!;
  }
}

function boundsText(lower: number, upper: number): string {
  if (upper === Number.POSITIVE_INFINITY) return `a value of at least ${lower}`;
  return lower === Number.NEGATIVE_INFINITY ? `a value of at most ${upper}` : `a value from ${lower} to ${upper}`;
}
