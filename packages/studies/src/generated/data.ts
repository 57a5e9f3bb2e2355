// Generated from schemas/1.0/data.json by scripts/assemble-schemas.ts. Do not edit.

/**
 * A catalogue entry: a data release.
 */
export interface Data {
  kind?: 'data';
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  notes?: string[];
  status?: 'measured' | 'design' | 'assumed';
  citation?: string;
  licence?: string;
  /**
   * A table with one event per row.
   */
  events: {
    /**
     * CSV file.
     */
    table: string;
    /**
     * Column of each observable.
     */
    columns: {
      PE: string;
      time?: string;
    };
  };
  /**
   * What the tables of the release hold, and the digests of the files they were made from.
   */
  tables?: {
    [k: string]: {};
  };
  /**
   * Curves of the release that stand elsewhere in the catalogue.
   */
  curves?: {
    [k: string]: {};
  };
  'known-defects'?: string[];
}
