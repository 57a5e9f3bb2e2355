/** Neutrino spectra by name. */
export const spectra = {
  line: '@cevns/sources/spectra/line',
  lines: '@cevns/sources/spectra/lines',
  'michel-nue': '@cevns/sources/spectra/michel-nue',
  'michel-numubar': '@cevns/sources/spectra/michel-numubar',
  pinched: '@cevns/sources/spectra/pinched',
  table: '@cevns/sources/spectra/table',
} as const;
