/** Another convention that a study could have chosen, by the name under which it is known. */
export interface NamedAlternative {
  readonly name: string;
  /** Who uses it, or what it is. */
  readonly source: string;
  /** Set for a limit that nobody takes for a description of nature; it does not count in spreads. */
  readonly limit?: true;
}

/** An alternative that is written into the study as it stands here. */
export interface NamedValue extends NamedAlternative {
  readonly value: string | number;
}

/**
 * Where the form factors come from, by name. One of the registry that is not here is compared all the same, with its description as the
 * source.
 */
export const FORM_FACTOR_SOURCES: Readonly<Record<string, string>> = {
  unity: 'full coherence, F = 1',
  helm: 'R. H. Helm, Phys. Rev. 104 (1956) 1466, with R = 1.2 A^(1/3) fm, s = 0.9 fm',
  'helm-lewin-smith': 'J. D. Lewin, P. F. Smith, Astropart. Phys. 6 (1996) 87',
  'helm-rms':
    'Helm with the charge radii of I. Angeli, K. P. Marinova, At. Data Nucl. Data Tables 99 (2013) 69, s = 0.9 fm',
  'klein-nystrand': 'S. R. Klein, J. Nystrand, Phys. Rev. C 60 (1999) 014903, with R = 1.2 A^(1/3) fm, a = 0.7 fm',
  'symmetrised-fermi': 'J. Piekarewicz et al., Phys. Rev. C 94 (2016) 034316, with charge radii and a = 0.52 fm',
  'two-parameter-fermi': 'Fermi density with charge radii and a = 0.52 fm',
  'fourier-bessel': 'measured charge densities: H. de Vries et al., At. Data Nucl. Data Tables 36 (1987) 495',
  'sum-of-gaussians': 'measured charge densities: H. de Vries et al., At. Data Nucl. Data Tables 36 (1987) 495',
};

/** Form factors that are a limit. */
export const LIMITS: readonly string[] = ['unity'];

/** Distributions of the neutrons: the rms radius beyond that of the protons, in fm. Nuclear models give heavy nuclei skins between the last two. */
export const NEUTRON_SKINS: readonly (NamedAlternative & { readonly skinFm: number })[] = [
  { name: 'as the protons', skinFm: 0, source: 'R_n = R_p' },
  { name: 'skin 0.1 fm', skinFm: 0.1, source: 'R_n = R_p + 0.1 fm' },
  { name: 'skin 0.2 fm', skinFm: 0.2, source: 'R_n = R_p + 0.2 fm' },
];

/** What is kept of the kinematics of coherent scattering. */
export const KINEMATICS: readonly NamedValue[] = [
  { name: 'exact', value: 'exact', source: '2 - 2 T/E - M T/E^2 + T^2/E^2' },
  { name: 'no-square', value: 'no-square', source: '2 - 2 T/E - M T/E^2' },
  { name: 'leading', value: 'leading', source: '2 - M T/E^2, with E_min = sqrt(M T / 2)' },
];

/** The mass that recoils. */
export const RECOILING_MASSES: readonly NamedValue[] = [
  { name: 'nuclear', value: 'nuclear', source: 'atomic mass less Z electron masses' },
  { name: 'atomic', value: 'atomic', source: 'atomic mass' },
  { name: 'mass-number', value: 'mass-number', source: 'A atomic mass units' },
];

/** Neutrinos of each flavour per proton at the Spallation Neutron Source. */
export const PION_YIELDS: readonly NamedValue[] = [
  { name: '0.08 (COHERENT 2017)', value: 0.08, source: 'COHERENT, arXiv:1708.01294 and its data release' },
  { name: '0.0848 (COHERENT 2021)', value: 0.0848, source: 'COHERENT, arXiv:2110.07730 and its data release' },
];

/** Terms of the Standard Model that a study may leave out. */
export const OPTIONAL_TERMS: readonly NamedAlternative[] = [
  { name: 'axial', source: 'axial current on nuclei with spin, by spin expectation values' },
  { name: 'electron-scattering', source: 'scattering on atomic electrons, which adds a component' },
];
