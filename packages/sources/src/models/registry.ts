/** Neutrino sources by the name a study uses. */
export const models = {
  reactor: '@cevns/sources/models/reactor',
  'stopped-pion': '@cevns/sources/models/stopped-pion',
} as const;
