/** What can be wrong with a model or with a request to fit it. */
export type FittingErrorCode =
  | 'array-length'
  | 'axis-coverage'
  | 'constraint-width'
  | 'duplicate-name'
  | 'empty-channel'
  | 'empty-model'
  | 'invalid-bounds'
  | 'invalid-edges'
  | 'invalid-grid'
  | 'invalid-power'
  | 'invalid-sampler'
  | 'invalid-scale'
  | 'invalid-table'
  | 'invalid-workspace'
  | 'negative-observation'
  | 'negative-template'
  | 'no-expectation'
  | 'non-finite'
  | 'outside-bounds'
  | 'parameter-without-effect'
  | 'singular-covariance'
  | 'unbinned-toys'
  | 'unknown-component'
  | 'unknown-interpolation'
  | 'unknown-parameter';

/** The parts of a FittingError; `path` names the place in the model, such as channels[0].components[2]. */
export interface FittingProblem {
  readonly code: FittingErrorCode;
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** An invalid model or request. Whether a valid fit converges is not an error but part of its result. */
export class FittingError extends Error {
  readonly code: FittingErrorCode;
  readonly path: string;
  readonly expected: string;
  readonly found: string;

  constructor({ code, path, expected, found }: FittingProblem) {
    super(`${path}: expected ${expected}, found ${found}`);
    this.name = 'FittingError';
    this.code = code;
    this.path = path;
    this.expected = expected;
    this.found = found;
  }
}
