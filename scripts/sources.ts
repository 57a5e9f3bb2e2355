/**
 * Writes docs/sources.md from configs/sources and from what talks say of reactor sites:
 *
 *   node --conditions=@cevns/source --import tsx scripts/sources.ts
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { type Entry, fluxes, perFission, readEntry } from './sources/rates.ts';
import { fissionsPerCm2PerS, impliedPerFission, sites } from './sources/talks.ts';

const home = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const BEAM_DISTANCE_M = 20;
const MEV_PER_US_PER_MW = 1e6 / 1.602176634e-13 / 1e6;

/** The page, as it should be. */
export async function sourcesPage(): Promise<string> {
  const names = readdirSync(`${home}/configs/sources`)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''))
    .sort();
  const entries = await Promise.all(names.map(async (name) => [name, await readEntry(home, name)] as const));
  const of = (...models: string[]) => entries.filter(([, { model }]) => models.includes(model));
  return `# Neutrino sources of the catalogue

Made by \`scripts/sources.ts\`; formulae and literature are in [physics/sources.md](physics/sources.md), and \`cevns show sources/<name>\` has where each
number comes from. Fluxes are those while the source runs.

## Protons that make pions
Flux of all three flavours at ${BEAM_DISTANCE_M} m; a study says the distance.

${table(
  ['entry', 'status', 'power', 'protons', 'protons per s', 'neutrinos per proton and flavour', 'flux [/cm^2/s]'],
  of('stopped-pion').flatMap(([name, entry]) => (entry['beam-power'] === undefined ? [] : [pionRow(name, entry)])),
)}

The First Target Station gives 4.17e7 /cm^2/s; K. Scholberg (2022) and A. Konovalov (2020) have 4.3e7. Power (1.4 MW), distance (20 m) and neutrinos per proton (0.08) are the
talks' own; the proton energy is the input that they do not fix (0.9 to 1.3 GeV, "about 1 GeV"), and 0.97 GeV instead of 1 GeV is the difference. \`sns\` has no power: its
exposure is protons on target.

## Reactors
Antineutrinos at full power, at the entry's distances; where it has none, the study gives one.

${table(
  ['entry', 'status', 'cores', 'antineutrinos per fission', 'flux [/cm^2/s]'],
  of('reactor').map(([name, entry]) => reactorRow(name, entry)),
)}

### What talks say of reactor sites
Flux = power / 205.3 MeV · neutrinos per fission / (4 pi L^2), summed over the cores: 6.0 and 7.2 neutrinos per fission are 1.82e20 and 2.19e20 per second and GW. The last
column is the number per fission that gives the flux of the talk. 6.0 are about those of the fission fragments; with those after neutron capture on 238U there are some 7.

${table(
  [
    'site',
    'talk',
    'power of a core [GW]',
    'distance [m]',
    'flux at 6.0',
    'flux at 7.2',
    'flux of the talk',
    'per fission',
  ],
  sites.map((site) => [
    site.site,
    site.talk,
    String(site.powerGW),
    site.distancesM.join(', '),
    (6 * fissionsPerCm2PerS(site)).toExponential(2),
    (7.2 * fissionsPerCm2PerS(site)).toExponential(2),
    site.fluxPerCm2PerS.toExponential(2),
    impliedPerFission(site).toFixed(2),
  ]),
)}

The powers of Chooz and Kalinin are those of one core: two cores of Chooz at 70 m and 100 m give its flux, one core of Kalinin at 10 m its. The flux of nuGeN, 5e13 /cm^2/s, is that
at 10 m, not at the 11 m of the same slide. The flux of TAMU is that at 2 m, the nearest of "2 to 10 m".

## Other sources
Flux of all flavours, or the fluence of a burst; of 51Cr at 25 cm when it is fresh.

${table(
  ['entry', 'status', 'neutrinos', 'flavours', 'flux [/cm^2/s]'],
  of('solar', 'given-flux', 'supernova', 'electron-capture').map(([name, entry]) => otherRow(name, entry)),
)}
`;
}

function pionRow(name: string, entry: Entry): string[] {
  const power = entry['beam-power'] as number;
  const energy = entry['proton-energy'] as number;
  return [
    name,
    entry.status,
    `${Number((power / MEV_PER_US_PER_MW).toPrecision(6))} MW`,
    `${energy / 1000} GeV`,
    ((power / energy) * 1e6).toExponential(2),
    String(entry['neutrinos-per-proton-per-flavour']),
    sum(fluxes(entry, BEAM_DISTANCE_M)).toExponential(2),
  ];
}

function reactorRow(name: string, entry: Entry): string[] {
  const cores = entry.cores as readonly { readonly 'thermal-power': number; readonly distance?: number }[];
  const placed = cores.every(({ distance }) => distance !== undefined);
  const text = cores.map(({ 'thermal-power': power, distance }) => {
    const megawatts = Number((power / MEV_PER_US_PER_MW).toPrecision(6));
    const shown = megawatts >= 1000 ? `${megawatts / 1000} GW` : `${megawatts} MW`;
    return distance === undefined ? shown : `${shown} at ${distance} m`;
  });
  const flux = placed ? sum(fluxes(entry, undefined)).toExponential(2) : '';
  return [name, entry.status, text.join(', '), perFission(entry).toFixed(2), flux];
}

function otherRow(name: string, entry: Entry): string[] {
  const found = fluxes(entry, entry.model === 'electron-capture' ? 0.25 : undefined);
  const burst = entry.model === 'supernova' ? ' /cm^2' : '';
  return [name, entry.status, entry.title, Object.keys(found).join(', '), `${sum(found).toExponential(2)}${burst}`];
}

function sum(values: Readonly<Record<string, number>>): number {
  return Object.values(values).reduce((total, value) => total + value, 0);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(`${home}/docs/sources.md`, await sourcesPage());
