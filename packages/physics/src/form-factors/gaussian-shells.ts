/** A density as a sum of shells, each a Gaussian around r = R_i and its mirror image, all of one width. */
export interface GaussianShells {
  /** Rms radius R_P of the Gaussians in fm; their width is gamma = R_P sqrt(2/3). */
  readonly 'rms-width': number;
  /** R_1, R_2, ... in fm. */
  readonly radii: readonly number[];
  /** Q_1, Q_2, ...: what each holds of the nucleus. */
  readonly fractions: readonly number[];
}

/**
 * Charge densities from elastic electron scattering, by isotope.
 *
 * Source: H. de Vries, C. W. de Jager, C. de Vries, At. Data Nucl. Data Tables 36 (1987) 495, table V. Kept are the nuclei whose fractions
 * add up to 1 within 1e-4 and give the rms radius printed beside them.
 */
export const gaussianShells: Readonly<Record<string, GaussianShells>> = {
  C12: {
    'rms-width': 1.2,
    radii: [0, 0.4, 1, 1.3, 1.7, 2.3, 2.7, 3.5, 4.3, 5.4, 6.7],
    fractions: [
      0.01669, 0.050325, 0.128621, 0.180515, 0.219097, 0.278416, 0.058779, 0.057817, 0.007739, 0.002001, 7e-6,
    ],
  },
  O16: {
    'rms-width': 1.3,
    radii: [0.4, 1.1, 1.9, 2.2, 2.7, 3.3, 4.1, 4.6, 5.3, 5.6, 5.9, 6.4],
    fractions: [
      0.057056, 0.195701, 0.311188, 0.224321, 0.059946, 0.135714, 2.4e-5, 0.013961, 7e-6, 2e-6, 0.002096, 2e-6,
    ],
  },
  Si28: {
    'rms-width': 1.3,
    radii: [0.4, 1, 1.9, 2.4, 3.2, 3.6, 4.1, 4.6, 5.1, 5.5, 6, 6.9],
    fractions: [
      0.033149, 0.106452, 0.206866, 0.286391, 0.250448, 0.056944, 0.016829, 0.03963, 2e-6, 0.000938, 2e-6, 0.002366,
    ],
  },
  S32: {
    'rms-width': 1.35,
    radii: [0.4, 1.1, 1.7, 2.5, 3.2, 4, 4.6, 5, 5.5, 6.3, 7.3, 7.7],
    fractions: [
      0.045356, 0.067478, 0.17256, 0.32487, 0.254889, 0.101799, 0.022166, 0.002081, 0.005616, 2e-5, 2e-5, 0.003219,
    ],
  },
  Ca40: {
    'rms-width': 1.45,
    radii: [0.4, 1.2, 1.8, 2.7, 3.2, 3.6, 4.3, 4.6, 5.4, 6.3, 6.6, 8.1],
    fractions: [
      0.04287, 0.05602, 0.167853, 0.317962, 0.15545, 0.161897, 0.053763, 0.032612, 0.004803, 0.004541, 1.5e-5, 0.002218,
    ],
  },
  Pb208: {
    'rms-width': 1.7,
    radii: [0.1, 0.7, 1.6, 2.1, 2.7, 3.5, 4.2, 5.1, 6, 6.6, 7.6, 8.7],
    fractions: [
      0.003845, 0.009724, 0.033093, 0.00012, 0.083107, 0.080869, 0.139957, 0.260892, 0.336013, 0.033637, 0.018729, 2e-5,
    ],
  },
};
