import type { ProblemDetails } from '@cevns/language/problem';
import type { ProblemCode } from '@cevns/language/problem-codes';

/** Why a plug-in cannot be used, as a problem without a place. */
export class PluginFault extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails, options?: ErrorOptions) {
    super(details.message, options);
    this.name = 'PluginFault';
    this.code = code;
    this.details = details;
  }
}
