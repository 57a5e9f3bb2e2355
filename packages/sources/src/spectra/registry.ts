/** Neutrino spectra by name. */
export const spectra = {
  line: '@cevns/sources/spectra/line',
  'michel-nue': '@cevns/sources/spectra/michel-nue',
  'michel-numubar': '@cevns/sources/spectra/michel-numubar',
} as const;
