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
  | ReportCode;

/** A table; the first column heads its rows unless `rowHeads` is false. */
export interface ReportTable {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly align?: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
  readonly rowHeads?: boolean;
  /** Set small and tight, for tables of many narrow columns. */
  readonly compact?: boolean;
}

/** A figure: SVG text as `renderFigure` gives it, a caption below it, and words for those who do not see it. */
export interface ReportFigure {
  readonly kind: 'figure';
  readonly svg: string;
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
