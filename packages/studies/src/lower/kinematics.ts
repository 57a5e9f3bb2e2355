import { ATOMIC_MASS_UNIT_MEV, ELECTRON_MASS_MEV } from '@cevns/physics/constants';
import type { Kinematics } from '@cevns/physics/interactions/vector-kinematics';
import type { RecoilParameters } from '../stages/recoil.ts';
import type { InteractionSection } from './internal-study.ts';

/** Mass that recoils: of the nucleus, of the atom, or mass number times the atomic mass unit. */
export type RecoilingMass = 'nuclear' | 'atomic' | 'mass-number';

/** The kinematics of a study. */
export function kinematicsOf({ kinematics = 'exact' }: InteractionSection): Kinematics {
  return kinematics;
}

/** Which mass recoils in a study. */
export function recoilingMassOf({ 'recoiling-mass': mass = 'nuclear' }: InteractionSection): RecoilingMass {
  return mass;
}

/** Nuclei with the mass that a study lets recoil; how many there are does not depend on it. */
export function withRecoilingMass(nuclei: RecoilParameters['nuclei'], mass: RecoilingMass): RecoilParameters['nuclei'] {
  if (mass === 'nuclear') return nuclei;
  return nuclei.map((nucleus) => ({
    ...nucleus,
    nuclearMassMeV:
      mass === 'atomic' ? nucleus.nuclearMassMeV + nucleus.Z * ELECTRON_MASS_MEV : nucleus.A * ATOMIC_MASS_UNIT_MEV,
  }));
}

/** How results state the kinematics. */
export function kinematicsText(interaction: InteractionSection): string {
  const masses = { nuclear: 'nuclear masses', atomic: 'atomic masses', 'mass-number': 'A atomic mass units' } as const;
  const kept = { exact: 'full kinematics', 'no-square': 'without T^2/E^2', leading: '2 - M T/E^2' } as const;
  return `${masses[recoilingMassOf(interaction)]}, ${kept[kinematicsOf(interaction)]}`;
}
