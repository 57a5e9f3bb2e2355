/** Modules of the formats of exports, by the name a study gives. */
export const exportFormats = {
  pyhf: '@cevns/studies/exports/pyhf',
  hs3: '@cevns/studies/exports/hs3',
  hepdata: '@cevns/studies/exports/hepdata',
  npz: '@cevns/studies/exports/npz',
} as const;
