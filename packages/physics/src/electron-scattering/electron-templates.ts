import type { ElectronAmplitude, ElectronTemplate, Interaction, NeutrinoBeam } from '../interactions/interaction.ts';
import { pairName } from '../interactions/recoil-templates.ts';
import { ELECTRON_PREFACTOR_CM2_PER_MEV, electronKinematics } from './electron-kinematics.ts';

/** Parts of the amplitude of a free electron, and parts of the rate that interfere with none of them, by name. */
export interface ElectronParts {
  readonly amplitudes: Readonly<Record<string, ElectronAmplitude>>;
  readonly templates: Readonly<Record<string, ElectronTemplate>>;
}

/** What the terms of an interaction do to electrons; terms that do nothing to them are left out. */
export function electronParts(
  terms: readonly { readonly interaction: Interaction<object>; readonly settings: object }[],
): ElectronParts {
  return {
    amplitudes: Object.assign(
      {},
      ...terms.map(({ interaction, settings }) => interaction.electron?.amplitudes?.(settings)),
    ),
    templates: Object.assign(
      {},
      ...terms.map(({ interaction, settings }) => interaction.electron?.templates?.(settings)),
    ),
  };
}

/**
 * Recoil spectra dsigma/dT of one free electron at rest averaged over a normalised spectrum, in cm^2/MeV, as templates that couplings multiply:
 * for each pair of amplitudes, under the names that `pairWeights` gives the weights, then those of terms without interference.
 *
 * Cost: points x (moments + pairs).
 *
 * @param parts from {@link electronParts}
 * @param beam neutrinos
 * @param recoilEnergyMeV kinetic energies T of the electron in MeV
 */
export function electronTemplates(
  { amplitudes, templates }: ElectronParts,
  beam: NeutrinoBeam,
  recoilEnergyMeV: Float64Array,
): ReadonlyMap<string, Float64Array> {
  const points = recoilEnergyMeV.length;
  const found = new Map<string, Float64Array>();
  const names = Object.keys(amplitudes).sort();
  if (names.length > 0) {
    const kinematics = electronKinematics(beam, recoilEnergyMeV);
    const propagators = names.map((name) => recoilEnergyMeV.map((T) => amplitudes[name]!.propagator(T)));
    names.forEach((first, i) => {
      for (let j = i; j < names.length; j++) {
        const second = names[j]!;
        const { coupling } = amplitudes[first]!;
        const isMixed = coupling !== amplitudes[second]!.coupling;
        // Interference of vector and axial holds its factor 2; two different parts of one kind come twice in the square.
        const scale = ELECTRON_PREFACTOR_CM2_PER_MEV * (isMixed || i === j ? 1 : 2);
        const factor = isMixed ? kinematics.interference : kinematics[coupling];
        const out = new Float64Array(points);
        for (let k = 0; k < points; k++) out[k] = scale * factor[k]! * propagators[i]![k]! * propagators[j]![k]!;
        found.set(pairName(first, second), out);
      }
    });
  }
  for (const name of Object.keys(templates).sort()) {
    const out = new Float64Array(points);
    templates[name]!(beam, recoilEnergyMeV, out);
    found.set(name, out);
  }
  return found;
}
