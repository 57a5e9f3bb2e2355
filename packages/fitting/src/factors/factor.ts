/** A factor of a term, ready to be evaluated; arrays are filled by `update` and valid until the next one. */
export interface CompiledFactor {
  /** Bins of the axes that the factor covers. */
  readonly bins: number;
  /** Indices of the parameters it depends on, each once; empty for a constant. */
  readonly parameters: Int32Array;
  /** Positions in `parameters` of the pairs whose second derivatives may differ from zero, flattened: j0, k0, j1, k1, ... */
  readonly pairs: Int32Array;
  /** [bins] */
  readonly value: Float64Array;
  /** [parameters][bins]; [parameters] if each parameter acts on one bin only. */
  readonly first: Float64Array;
  /** [pairs][bins] */
  readonly second: Float64Array;
  /** Where each parameter acts on one bin only: that bin. Such a factor covers all bins of its channel and has no pairs. */
  readonly binOfParameter?: Int32Array;
  /**
   * Evaluates the factor, unless its parameters are where they were the last time.
   *
   * @param theta all parameters of the model
   * @param side for each parameter at a kink: +1 or -1, the side from which derivatives are taken
   */
  update(theta: Float64Array, side: Int8Array): void;
  /**
   * Completes `first` and `second` after `update`, where some of them cost much and are often not wanted.
   *
   * @param free 1 for each parameter of the model whose derivatives will be read
   */
  updateDerivatives?(free: Uint8Array): void;
  /** Adds the derivatives of scale * sum over bins of vector * factor by the free parameters, where that takes less than `first`. */
  addGradient?(vector: Float64Array, scale: number, free: Uint8Array, gradient: Float64Array): void;
}
