/** The prediction of a study beside those under other conventions, each with one choice changed. */
export interface Explanation {
  readonly study: string;
  /** Expected events in the region by signal component, as the study has it. */
  readonly baseline: Readonly<Record<string, number>>;
  readonly choices: readonly ExplainedChoice[];
  /** The choice that matters most; absent when nothing could be compared. */
  readonly largest?: Spread;
}

export interface ExplainedChoice {
  readonly choice: string;
  /** Path in the study. */
  readonly path: string;
  /** What the study has there, as written; `null` where it has nothing. */
  readonly study: unknown;
  readonly alternatives: readonly ExplainedAlternative[];
}

export type ExplainedAlternative = Compared | NotCompared;

interface About {
  readonly name: string;
  readonly source: string;
  /** Arguments of `--set` that make it of the study. */
  readonly set: readonly string[];
  /** Set for a limit that nobody takes for a description of nature; it does not count in the spread. */
  readonly limit?: true;
}

/** An alternative with its prediction. */
export interface Compared extends About {
  readonly events: Readonly<Record<string, number>>;
  /** Of the sum of all components, in percent; absent when the study expects no events. */
  readonly change?: number;
}

/** An alternative that the study cannot have. */
export interface NotCompared extends About {
  readonly reason: string;
}

/** From the lowest to the highest prediction of one choice, the study's own among them; changes in percent. */
export interface Spread {
  readonly choice: string;
  readonly lowest: { readonly name: string; readonly change: number };
  readonly highest: { readonly name: string; readonly change: number };
}

/** Name of the study's own prediction in a spread. */
export const THIS_STUDY = 'this study';

/**
 * The choice whose predictions lie farthest apart, limits left aside.
 *
 * @returns undefined when no choice has an alternative with a change
 */
export function largestSpread(choices: readonly ExplainedChoice[]): Spread | undefined {
  const spreads = choices.flatMap(({ choice, alternatives }): Spread[] => {
    const changes = alternatives.flatMap((each) =>
      'change' in each && each.change !== undefined && !each.limit ? [{ name: each.name, change: each.change }] : [],
    );
    if (changes.length === 0) return [];
    const all = [{ name: THIS_STUDY, change: 0 }, ...changes].sort((a, b) => a.change - b.change);
    return [{ choice, lowest: all[0]!, highest: all.at(-1)! }];
  });
  const width = ({ lowest, highest }: Spread): number => highest.change - lowest.change;
  return spreads.sort((a, b) => width(b) - width(a))[0];
}
