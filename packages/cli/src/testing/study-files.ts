import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const text = `schema: cevns/1.0
study: small
inputs:
  source: { use: sources/sns, exposure: 1e23 POT, neutrinos-per-proton-per-flavour: 0.08 }
  baseline: 20 m
  interaction: { couplings: tree-level, form-factor: unity, terms: [standard-model] }
  data: asimov
detector:
  target: { material: Ar, mass: 100 kg }
  quenching: { model: constant, factor: 0.25 }
  smearing: { model: poisson, light-yield: 4 PE/keVee }
  efficiency: { model: logistic, height: 1, steepness: 0.5 /PE, midpoint: 8 PE, offset: 0 }
  observables: { PE: { binning: { edges: [0, 20, 60], unit: PE }, fine-bin-width: 1 PE } }
analysis: { prediction: predict }
`;

/** A temporary folder with studies in it. */
export class StudyFiles {
  readonly folder = mkdtempSync(join(tmpdir(), 'cevns-command-'));
  readonly store = join(this.folder, 'store');

  /** Writes a small study, with some text of it replaced. */
  write(name: string, ...replacements: readonly (readonly [from: string, to: string])[]): string {
    const file = join(this.folder, name);
    writeFileSync(
      file,
      replacements.reduce((changed, [from, to]) => changed.replace(from, to), text),
    );
    return file;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
