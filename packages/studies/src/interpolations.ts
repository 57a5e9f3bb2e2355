import type { Interpolation } from '@cevns/fitting/interpolation/interpolation';
import type { StageContext } from '@cevns/runner/stage';

/** The interpolations handed to a stage, by name. */
export function interpolationsOf(modules: StageContext['modules']): Record<string, Interpolation> {
  const prefix = 'interpolation:';
  return Object.fromEntries(
    Object.entries(modules)
      .filter(([role]) => role.startsWith(prefix))
      .map(([role, module]) => [
        role.slice(prefix.length),
        (module as { readonly interpolation: Interpolation }).interpolation,
      ]),
  );
}
