import { readFileSync } from 'node:fs';
import { readNumericTable } from '@cevns/detectors/tables/csv';
import { loadStudy } from '@cevns/language/load-study';
import type { NeutrinoFlavour } from '@cevns/physics/flavours';
import { source as electronCapture } from '@cevns/sources/models/electron-capture';
import { source as givenFlux } from '@cevns/sources/models/given-flux';
import { neutrinosPerFission, source as reactor } from '@cevns/sources/models/reactor';
import { source as solar } from '@cevns/sources/models/solar';
import type { SourceModel } from '@cevns/sources/models/source';
import { source as stoppedPion } from '@cevns/sources/models/stopped-pion';
import { source as supernova } from '@cevns/sources/models/supernova';

const MODELS: Readonly<Record<string, SourceModel<never>>> = {
  'electron-capture': electronCapture,
  'given-flux': givenFlux,
  reactor,
  solar,
  'stopped-pion': stoppedPion,
  supernova,
};
const SECOND_US = 1e6;

/** An entry of the catalogue as it is in internal units. */
export type Entry = Readonly<Record<string, unknown>> & {
  readonly model: string;
  readonly title: string;
  readonly status: string;
};

/** Reads an entry of configs/sources. */
export async function readEntry(home: string, name: string): Promise<Entry> {
  const schema = JSON.parse(readFileSync(`${home}/schemas/1.0/source.json`, 'utf8'));
  const file = `${home}/configs/sources/${name}.yaml`;
  return (await loadStudy({ file, catalogueRoot: `${home}/configs`, schema })).internal as Entry;
}

/** Neutrinos per cm^2 of every flavour: in a second at full power, or of the whole burst. */
export function fluxes(entry: Entry, baselineM: number | undefined): Partial<Record<NeutrinoFlavour, number>> {
  const exposure = entry.model === 'stopped-pion' ? { time: SECOND_US } : SECOND_US;
  const settings = withTables({ ...entry, exposure });
  const found = MODELS[entry.model]!.flavours(settings as never, baselineM);
  return Object.fromEntries(found.map(({ flavour, fluencePerCm2 }) => [flavour, fluencePerCm2]));
}

/** Antineutrinos of a mean fission of a reactor. */
export function perFission(entry: Entry): number {
  return neutrinosPerFission(entry as never);
}

function withTables(settings: unknown): unknown {
  if (Array.isArray(settings)) return settings.map(withTables);
  if (typeof settings !== 'object' || settings === null) return settings;
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      key === 'table' && typeof value === 'string'
        ? Object.fromEntries(readNumericTable(readFileSync(value, 'utf8')))
        : withTables(value),
    ]),
  );
}
