import type { Schema } from '@cevns/language/schema-words';
import type { Interaction } from '@cevns/physics/interactions/interaction';
import type { ResolvedModule } from '@cevns/runner/code/code-provider';

/** A plug-in that is loaded: a term of the interaction from outside cevns. */
export interface Plugin {
  /** Name of the term. */
  readonly name: string;
  /** What the study calls it: a file relative to the study, or a package. */
  readonly writtenAs: string;
  /** The file behind it. */
  readonly file: string;
  readonly module: ResolvedModule;
  readonly interaction: Interaction<object>;
  /** JSON Schema of its settings. */
  readonly schema: Schema;
}
