import { readFileSync } from 'node:fs';
import { meanPowerPerCm2 } from '@cevns/sources/models/cores';

/** A site as a talk states it. */
export interface Site {
  readonly site: string;
  readonly talk: string;
  readonly powerGW: number;
  readonly distancesM: readonly number[];
  readonly fluxPerCm2PerS: number;
}

const MEV_PER_JOULE = 1 / 1.602176634e-13;
const WATTS_PER_GW = 1e9;
const US_PER_S = 1e6;
const MEV_PER_FISSION = 205.3;

/** The sites of the talks. */
export const sites: readonly Site[] = JSON.parse(readFileSync(new URL('./talks.json', import.meta.url), 'utf8')).sites;

/** Fissions per cm^2 and second at a site, 205.3 MeV each. */
export function fissionsPerCm2PerS({ powerGW, distancesM }: Pick<Site, 'powerGW' | 'distancesM'>): number {
  const power = (powerGW * WATTS_PER_GW * MEV_PER_JOULE) / US_PER_S;
  const cores = distancesM.map((distance) => ({ 'thermal-power': power, distance }));
  return (meanPowerPerCm2({ cores }) * US_PER_S) / MEV_PER_FISSION;
}

/** Neutrinos per fission with which power and distance give the flux of the talk. */
export function impliedPerFission(site: Site): number {
  return site.fluxPerCm2PerS / fissionsPerCm2PerS(site);
}
