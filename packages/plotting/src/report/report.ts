import type { Reading } from '../reading.ts';

/**
 * A report as data (JSON): what is written, not how. Texts are in the label markup of figures (`^{..}`, `_{..}`, `\alpha`), everything
 * else in them is literal.
 */
export interface Report {
  readonly title: string;
  /** One paragraph under the title: what was studied, with what, and the main result. */
  readonly lead: string;
  /** What a reader has to know before trusting the numbers; shown first. */
  readonly warnings: readonly string[];
  /** What was studied, a sentence for each part of it. */
  readonly abstract?: readonly { readonly term: string; readonly value: string }[];
  readonly sections: readonly ReportSection[];
  /** A closing line: program and version. */
  readonly footer?: string;
  /** Language of the texts, for screen readers and hyphenation; `en` unless given. */
  readonly language?: string;
}

export interface ReportSection {
  readonly heading: string;
  readonly blocks: readonly ReportBlock[];
}

export type ReportBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | ReportTable
  | ReportFigure
  | ReportFacts
  | ReportCode
  | ReportSlot;

/** A cell of a table that shows its number as well. */
export interface ReportCell {
  readonly text: string;
  /** From -1 to 1: how strongly it is shaded, and in which of two colours. */
  readonly shade?: number;
  /** A bar from the middle of the cell, which is 0, to this number of standard deviations; the cell ends at 3. */
  readonly bar?: number;
}

/** A table; the first column heads its rows unless `rowHeads` is false. */
export interface ReportTable {
  readonly kind: 'table';
  readonly caption: string;
  /** Texts of a column that wraps are broken into lines where the table is compact. */
  readonly columns: readonly {
    readonly label: string;
    readonly align?: 'left' | 'right';
    readonly wrap?: boolean;
    /** On a phone its cells stay on one line, and the table is pushed sideways. */
    readonly whole?: boolean;
  }[];
  readonly rows: readonly (readonly (string | ReportCell)[])[];
  readonly rowHeads?: boolean;
  /** Set small and tight, for tables of many narrow columns. */
  readonly compact?: boolean;
  /** Shut until the reader opens it. */
  readonly folded?: boolean;
}

/** A figure: SVG text as `renderFigure` gives it, a caption below it, and words for those who do not see it. */
export interface ReportFigure {
  readonly kind: 'figure';
  readonly svg: string;
  /** The same drawing in colours for a dark ground; without it the figure keeps its white one. */
  readonly dark?: string;
  /** The numbers behind it: to be read off by pointing, as a table, and to be taken away. */
  readonly reading?: Reading;
  /** Name of its file, which downloads are called after. */
  readonly file?: string;
  readonly caption: string;
  readonly alternative: string;
}

/** Pairs of a name and its value: data set, exposure, couplings, versions. */
export interface ReportFacts {
  readonly kind: 'facts';
  readonly entries: readonly { readonly term: string; readonly value: string }[];
}

/** Text shown as it is: the resolved study. Shut until the reader opens it when `folded`. */
export interface ReportCode {
  readonly kind: 'code';
  readonly label: string;
  readonly text: string;
  readonly folded?: boolean;
}

/** A place that is filled once the page is written, with what is not known before. */
export interface ReportSlot {
  readonly kind: 'slot';
  readonly name: string;
}
