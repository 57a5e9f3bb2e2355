/** Neutrino sources by the name a study uses. */
export const models = {
  'electron-capture': '@cevns/sources/models/electron-capture',
  'given-flux': '@cevns/sources/models/given-flux',
  reactor: '@cevns/sources/models/reactor',
  solar: '@cevns/sources/models/solar',
  'stopped-pion': '@cevns/sources/models/stopped-pion',
  supernova: '@cevns/sources/models/supernova',
} as const;
