import type { Binding } from '../electron-scattering/effective-electrons.ts';
import { SHELLS } from '../electron-scattering/shells.ts';
import type { Interaction } from './interaction.ts';

export interface ElectronScatteringSettings {
  /** `steps` unless given. */
  readonly binding?: Binding;
  /** Highest energy of electrons that are followed, in keVee. */
  readonly 'highest-recoil'?: number;
}

/** Highest energy of electrons that are followed unless a study says otherwise, keVee: above all that CEvNS detectors record. */
export const HIGHEST_RECOIL_KEV = 100;

/**
 * Scattering of neutrinos on the electrons of the target, a component of its own beside coherent scattering.
 *
 * The term only turns it on: what electrons do in the Standard Model, with a mediator, a magnetic moment or non-standard interactions, is in the
 * `electron` part of those terms, whose parameters it shares.
 */
export const interaction: Interaction<ElectronScatteringSettings> = {
  source: "G. 't Hooft, Phys. Lett. B 37 (1971) 195; V. I. Kopeikin et al., Phys. Atom. Nucl. 60 (1997) 1859 (binding)",
  parameters: () => ({}),
  warnings({ binding = 'steps' }, { nuclei }) {
    const unknown = [...new Set(nuclei.map(({ symbol }) => symbol))].filter((symbol) => SHELLS[symbol] === undefined);
    if (binding === 'free' || unknown.length === 0) return [];
    return [`The electrons of ${unknown.join(', ')} count as free: their binding energies are not tabulated.`];
  },
};
