import { STANDARD_MODEL_CHARGE_RADII } from './charge-radii.ts';
import { couplingsFromNumbers } from './couplings.ts';

/** The proton coupling is that of nu_mu, which all flavours have here: so all have its charge radius. */
const ofMuonNeutrino = STANDARD_MODEL_CHARGE_RADII.numu;

/** One set for all flavours with radiative corrections: g_V^p = 0.0298, g_V^n = -0.5117. */
export const couplings = couplingsFromNumbers(
  { gvp: 0.0298, gvn: -0.5117 },
  'K. Scholberg, Phys. Rev. D 73 (2006) 033005 and J. Barranco et al., JHEP 12 (2005) 021, for the formulae; known by its numbers',
  { nue: ofMuonNeutrino, numu: ofMuonNeutrino, nutau: ofMuonNeutrino },
);
