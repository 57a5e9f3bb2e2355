/** Models of the flux of dark matter by the name a study uses. */
export const darkMatterFluxes = {
  'pion-source': '@cevns/physics/dark-matter/pion-source',
  tabulated: '@cevns/physics/dark-matter/tabulated',
} as const;
