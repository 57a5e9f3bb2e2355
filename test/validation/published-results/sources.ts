import { ENERGY_PER_FISSION_MEV } from '@cevns/sources/models/reactor';
import { type Entry, fluxes, perFission, readEntry } from '../../../scripts/sources/rates.ts';

const MEV_PER_JOULE = 1 / 1.602176634e-13;
const WATTS_PER_GW = 1e9;

/** Computes the rows that take an entry of a reactor and nothing of a detector. */
export async function sourceRows(home: string): Promise<Readonly<Record<string, number>>> {
  const [brokdorf, kalinin, tamu, atucha] = await Promise.all(
    ['brokdorf', 'kalinin', 'tamu', 'atucha'].map((name) => readEntry(home, name)),
  );
  return {
    'reactor.yield-per-power': antineutrinosPerSecondAndGW(brokdorf!),
    // The talk has 3.2 GW for a core, the entry 3.1 GW.
    'reactor-kalinin-001.flux': (3.2 / 3.1) * fluxes(kalinin!, 10).nuebar!,
    'reactor-tamu.flux': fluxes(tamu!, 2).nuebar!,
    'reactor-atucha.flux': fluxes(atucha!, undefined).nuebar!,
  };
}

function antineutrinosPerSecondAndGW(entry: Entry): number {
  const fractions = Object.entries(entry['fission-fractions'] as Readonly<Record<string, number>>);
  const energies: Readonly<Record<string, number>> = ENERGY_PER_FISSION_MEV;
  const all = fractions.reduce((sum, [, fraction]) => sum + fraction, 0);
  const energyMeV = fractions.reduce((sum, [isotope, fraction]) => sum + (fraction / all) * energies[isotope]!, 0);
  return (WATTS_PER_GW * MEV_PER_JOULE * perFission(entry)) / energyMeV;
}
