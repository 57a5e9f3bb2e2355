/** Why a minimisation stopped without a minimum. */
export type MinimisationFailure = 'undefined-start' | 'no-progress' | 'too-many-iterations' | 'abandoned';

/** Where a minimisation ended. */
export interface Minimum {
  /** null if it converged. */
  readonly failure: MinimisationFailure | null;
  /** Value at the minimum. */
  readonly value: number;
  /** Estimated distance to the minimum: the decrease that a further step promises. */
  readonly edm: number;
  readonly iterations: number;
  /** Evaluations of the statistic, with or without derivatives, and how many of them were with second derivatives. */
  readonly evaluations: number;
  readonly hessians: number;
  /** Whether the Hessian is positive definite in the parameters that are free, not at a limit, and have an effect. */
  readonly positiveDefinite: boolean;
}

/** How closely to minimise. */
export interface MinimiseOptions {
  /** Largest estimated distance to the minimum that counts as converged. Default 1e-10. */
  readonly tolerance?: number;
  /**
   * Whether to stop at the last point that was evaluated (false), after a last step if that pays; or to take the promised decrease of
   * a last step on trust (true), which is cheaper and exact to the third order of that step. Default false.
   */
  readonly predictLastStep?: boolean;
  /** Whether to give up once twice the promised decrease would not lead below this value. Default: never. */
  readonly abandonAbove?: number;
  /** Whether to give up once a step reaches a kink from one of its sides. Default false. */
  readonly abandonAtKink?: boolean;
  /**
   * Whether the start lies so near to where the last minimisation ended that its Hessian still serves for a first step; second
   * derivatives are evaluated only if that step is not the last one. Default false.
   */
  readonly keepsHessian?: boolean;
}
