import type { ElectronAmplitude } from './interaction.ts';

/**
 * The contact amplitudes of an electron under the names that every term with contact couplings to electrons gives them.
 *
 * Their coefficients are g_V and g_A of L = -(G_F / sqrt2) [nubar gamma^mu (1 - gamma5) nu] [ebar gamma_mu (g_V - g_A gamma5) e].
 */
export const CONTACT_ELECTRON_AMPLITUDES = {
  V: { coupling: 'vector', propagator: () => 1 },
  A: { coupling: 'axial', propagator: () => 1 },
} as const satisfies Readonly<Record<string, ElectronAmplitude>>;
