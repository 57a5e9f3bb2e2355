import { interaction as axial } from './axial.ts';
import { interaction as chargeRadius } from './charge-radius.ts';
import { interaction as electronScattering } from './electron-scattering.ts';
import { interaction as generalised } from './generalised.ts';
import { interaction as generalisedQuarks } from './generalised-quarks.ts';
import type { Interaction } from './interaction.ts';
import { interaction as lightVector } from './light-vector.ts';
import { interaction as magneticMoment } from './magnetic-moment.ts';
import { interaction as millicharge } from './millicharge.ts';
import { interaction as nsi } from './nsi.ts';
import { interaction as scalar } from './scalar.ts';
import { interaction as standardModel } from './standard-model.ts';

/** A term of the interaction and the module that stages load it from. */
export interface RegisteredInteraction {
  readonly interaction: Interaction<never>;
  readonly module: string;
}

/**
 * Terms of the interaction by the name a study uses. The terms themselves are here, since lowering reads their parameters and makes
 * polynomials of their couplings; stages load only the modules of the terms that a study has.
 */
export const interactions: Readonly<Record<string, RegisteredInteraction>> = {
  axial: { interaction: axial, module: '@cevns/physics/interactions/axial' },
  'charge-radius': { interaction: chargeRadius, module: '@cevns/physics/interactions/charge-radius' },
  'electron-scattering': { interaction: electronScattering, module: '@cevns/physics/interactions/electron-scattering' },
  generalised: { interaction: generalised, module: '@cevns/physics/interactions/generalised' },
  'generalised-quarks': { interaction: generalisedQuarks, module: '@cevns/physics/interactions/generalised-quarks' },
  'light-vector': { interaction: lightVector, module: '@cevns/physics/interactions/light-vector' },
  'magnetic-moment': { interaction: magneticMoment, module: '@cevns/physics/interactions/magnetic-moment' },
  millicharge: { interaction: millicharge, module: '@cevns/physics/interactions/millicharge' },
  nsi: { interaction: nsi, module: '@cevns/physics/interactions/nsi' },
  scalar: { interaction: scalar, module: '@cevns/physics/interactions/scalar' },
  'standard-model': { interaction: standardModel, module: '@cevns/physics/interactions/standard-model' },
};
