import fs from 'node:fs';
import { join } from 'node:path';
import { CalledFolder } from '../called-folder.ts';
import type { Call } from '../command-servers.ts';

/** A study of half a second with a fit; its counts lie in a file beside it. */
const study = `schema: cevns/1.0
study: small
title: A small detector
inputs:
  source: { use: sources/sns, exposure: 1e23 POT, neutrinos-per-proton-per-flavour: 0.08 }
  baseline: 20 m
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: { events: { table: ./events.csv, columns: { PE: pe } } }
detector:
  target: { material: Ar, mass: 100 kg }
  quenching: { model: constant, factor: 0.25 }
  smearing: { model: poisson, light-yield: 4 PE/keVee }
  efficiency: { model: logistic, height: 1, steepness: 0.5 /PE, midpoint: 8 PE, offset: 0 }
  observables: { PE: { binning: { edges: [0, 20, 40, 60], unit: PE }, fine-bin-width: 1 PE } }
parameters: { cevns-strength: { scales: cevns } }
analysis: { prediction: predict, strength: { kind: fit } }
outputs:
  - { kind: figure, of: strength, axis: PE, file: pe.svg }
  - { kind: table, of: strength, axis: PE, file: bins.csv }
  - report
`;

/** A temporary folder with a small study, in which commands are called. */
export class CommandFolder extends CalledFolder {
  constructor() {
    super();
    this.write('small.yaml', study);
    this.write('events.csv', ['pe', ...Array.from({ length: 300 }, (_, i) => String(2 + ((7 * i) % 55)))].join('\n'));
  }

  /** All files of the folder, with the time of their last change. */
  files(): Record<string, number> {
    const entries = fs.readdirSync(this.folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
    return Object.fromEntries(files.sort().map((path) => [path, fs.lstatSync(path).mtimeMs]));
  }

  cevns(...args: readonly string[]): Promise<Call> {
    return this.callIn('', args);
  }

  /** A call that has to succeed; gives what it prints. */
  async ok(...args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await this.cevns(...args);
    if (status !== 0) throw new Error(`cevns ${args.join(' ')}: status ${status}\n${stdout}${stderr}`);
    return stdout;
  }
}
