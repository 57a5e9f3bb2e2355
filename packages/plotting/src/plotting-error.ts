/** Every way in which a figure or report description can be refused; listed in docs/errors.md. */
export type PlottingErrorCode =
  | 'figure-empty'
  | 'figure-length-mismatch'
  | 'figure-not-finite'
  | 'figure-edges-not-increasing'
  | 'figure-range-invalid'
  | 'figure-negative-count'
  | 'figure-data-missing'
  | 'figure-kind-unknown'
  | 'figure-color-invalid'
  | 'figure-option-invalid'
  | 'rounding-without-error'
  | 'report-unsafe-svg'
  | 'report-table-shape'
  | 'font-damaged';

/** A description that cannot be drawn: `code` is stable, `where` is the path inside the description (`stack[1].values[3]`). */
export class PlottingError extends Error {
  readonly code: PlottingErrorCode;
  readonly where: string;

  constructor(code: PlottingErrorCode, where: string, message: string) {
    super(`${where}: ${message}`);
    this.name = 'PlottingError';
    this.code = code;
    this.where = where;
  }
}
