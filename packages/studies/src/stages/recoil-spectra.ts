import type { RecoilGrid } from '@cevns/detectors/recoil-grid';
import type { StageOutput } from '@cevns/runner/artifact';
import type { NumericArray } from '@cevns/runner/npz';
import type { SpeciesFlux } from './flux-species.ts';

/** Flux-averaged cross sections in cm^2 of the templates per species, mean over the atoms of the target, one for every knot. */
export type TemplateCrossSections = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

/** Particles whose spectra are collected: who they are, and how many. */
type Beam = Pick<SpeciesFlux, 'species' | 'fluencePerCm2'>;

/** What they scatter on: the nuclei of one isotope, or the electrons of the target. */
export interface Scatterers<Particles extends Beam> {
  readonly name: string;
  /** How many there are. */
  readonly count: number;
  /** dsigma/dT in cm^2/MeV of one of them on the grid, by the name of the template. */
  templates(beam: Particles): ReadonlyMap<string, Float64Array>;
}

/** Collects the spectra of all knots, species and scatterers, and the averages of their cross sections. */
export class RecoilSpectra {
  readonly #grid: RecoilGrid;
  readonly #knots: number;
  readonly #atoms: number;
  readonly #spectra: Record<string, NumericArray> = {};
  readonly #crossSections: Record<string, Record<string, number[]>> = {};

  /**
   * @param grid of recoil energies
   * @param knots of the shape parameter; 1 without
   * @param atoms of the target, which cross sections are the mean over
   */
  constructor(grid: RecoilGrid, knots: number, atoms: number) {
    this.#grid = grid;
    this.#knots = knots;
    this.#atoms = atoms;
  }

  /** Adds the spectra of one kind of scatterers at one knot. */
  add<Particles extends Beam>(knot: number, scatterers: Scatterers<Particles>, species: readonly Particles[]): void {
    const { recoilEnergiesMeV, weightsMeV } = this.#grid;
    const points = recoilEnergiesMeV.length;
    for (const beam of species) {
      this.#crossSections[beam.species] ??= {};
      const crossSections = this.#crossSections[beam.species]!;
      for (const [template, values] of scatterers.templates(beam)) {
        const data = this.#spectrum(`${beam.species}/${scatterers.name}/${template}`);
        const events = beam.fluencePerCm2 * scatterers.count;
        let total = 0;
        for (let i = 0; i < points; i++) {
          total += weightsMeV[i]! * values[i]!;
          data[knot * points + i] = events * values[i]!;
        }
        crossSections[template] ??= new Array<number>(this.#knots).fill(0);
        crossSections[template]![knot]! += (scatterers.count / this.#atoms) * total;
      }
    }
  }

  /** The outputs `grid`, `spectra` and `crossSections` of a stage. */
  outputs(): Record<'grid' | 'spectra' | 'crossSections', StageOutput> {
    const { recoilEnergiesMeV, weightsMeV, errorWeightsMeV } = this.#grid;
    const shape = [recoilEnergiesMeV.length];
    return {
      grid: {
        arrays: {
          recoilEnergiesMeV: { shape, data: recoilEnergiesMeV },
          weightsMeV: { shape, data: weightsMeV },
          errorWeightsMeV: { shape, data: errorWeightsMeV },
        },
      },
      spectra: { arrays: this.#spectra },
      crossSections: { json: this.#crossSections },
    };
  }

  #spectrum(name: string): Float64Array {
    const points = this.#grid.recoilEnergiesMeV.length;
    this.#spectra[name] ??= {
      shape: this.#knots === 1 ? [points] : [this.#knots, points],
      data: new Float64Array(this.#knots * points),
    };
    return this.#spectra[name]!.data as Float64Array;
  }
}
