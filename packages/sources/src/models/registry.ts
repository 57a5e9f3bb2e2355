/** Neutrino sources by the name a study uses. */
export const models = {
  'stopped-pion': '@cevns/sources/models/stopped-pion',
} as const;
