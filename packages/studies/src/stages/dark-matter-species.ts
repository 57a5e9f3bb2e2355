/** Dark matter of the source is one species, which scatters in one way and arrives with the protons. */

/** Name of the species. */
export const DARK_MATTER_SPECIES = 'dark-matter';

/** Name of the template of its rate. */
export const COHERENT = 'coherent';

/** Name of the time structure of what arrives with the protons. */
export const BEAM = 'beam';
