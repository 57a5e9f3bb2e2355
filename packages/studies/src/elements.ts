import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Isotope } from '@cevns/physics/nuclei';
import { parse } from 'yaml';
import type { Element } from './generated/element.ts';
import type { Elements } from './lower/target.ts';

/** The elements of a catalogue, read from `nuclei/<symbol>.yaml` when they are asked for. */
export function catalogueElements(catalogueRoot: string): Elements {
  const folder = join(catalogueRoot, 'nuclei');
  const file = (symbol: string): string => join(folder, `${symbol}.yaml`);
  return {
    get symbols() {
      return readdirSync(folder).map((name) => name.replace(/\.yaml$/, ''));
    },
    isotopesOf(symbol) {
      return existsSync(file(symbol)) ? isotopesOf(parse(readFileSync(file(symbol), 'utf8')) as Element) : undefined;
    },
  };
}

function isotopesOf({ symbol, Z, isotopes }: Element): Isotope[] {
  return isotopes.map((isotope) => ({
    symbol,
    Z,
    A: isotope.A,
    atomicMassU: isotope['atomic-mass-u'],
    abundance: isotope.abundance,
    spinParity: isotope['spin-parity'],
    chargeRadiusFm: isotope['charge-radius-fm'],
  }));
}
