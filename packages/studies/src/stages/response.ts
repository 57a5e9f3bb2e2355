import { fineEdges } from '@cevns/detectors/binning';
import type { Efficiency, EfficiencyModel } from '@cevns/detectors/efficiency/efficiency';
import type { QuenchingModel } from '@cevns/detectors/quenching/quenching';
import { smearSegments } from '@cevns/detectors/resolved-response';
import { collectBins } from '@cevns/detectors/response';
import type { SmearingModel } from '@cevns/detectors/smearing/smearing';
import { readNumericTable } from '@cevns/detectors/tables/csv';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { aboutInput } from './about-input.ts';
import { type RegionParameters, regionEdges } from './region.ts';

export interface ResponseParameters extends RegionParameters {
  /** The observable of the recoil energy. */
  readonly observable: string;
  /** Gauss-Legendre nodes of every segment of the recoil grid. */
  readonly nodesPerSegment: number;
  /** Width of the bins in whose centres the efficiency is taken. */
  readonly fineBinWidth: number;
  /** Parameters of the parts of the detector, in internal units, as their models want them. */
  readonly quenching: object;
  readonly smearing: object;
  readonly efficiency: object;
  /** Parameters of one part at +1 and -1 standard deviation, by name of the variation. */
  readonly variations: Readonly<
    Record<string, { readonly part: 'quenching' | 'efficiency'; readonly up: object; readonly down: object }>
  >;
}

interface ResponseModules {
  readonly quenching: { readonly quenching: QuenchingModel<object> };
  readonly smearing: { readonly smearing: SmearingModel<object> };
  readonly efficiency: { readonly efficiency: EfficiencyModel<object> };
}

/**
 * Response matrices R[node, bin], the probability that a recoil of the energy of a node is kept and lands in a bin:
 * `nominal`, and `<variation>/up` and `<variation>/down` for each variation.
 *
 * Inputs `grid`: recoil energies (MeV); the tables that efficiencies name. Cost: nodes x fine bins evaluations of the smearing for the nominal and for each
 * varied quenching; an efficiency shares the smearing of the nominal.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as ResponseParameters;
  const { quenching, smearing, efficiency } = modules as unknown as ResponseModules;
  const recoilEnergiesMeV = inputs.grid!.arrays().recoilEnergiesMeV!.data as Float64Array;
  const edges = regionEdges(settings, settings.observable);
  const fine = fineEdges(edges, settings.fineBinWidth);
  const smear = smearing.smearing.prepare(settings.smearing);
  const { nodesPerSegment } = settings;
  const smearedIn = (panels: number, quenchingParameters: object): Float64Array => {
    const prepared = quenching.quenching.prepare(quenchingParameters);
    const parts = { recoilEnergiesMeV, quenching: prepared, smearing: smear, fineEdges: fine, nodesPerSegment };
    return smearSegments(parts, panels);
  };
  const prepared = (efficiencyParameters: object): Efficiency => {
    const { table } = efficiencyParameters as { readonly table?: string };
    if (table === undefined) return efficiency.efficiency.prepare(efficiencyParameters);
    return aboutInput(table, () =>
      efficiency.efficiency.prepare(efficiencyParameters, { table: readNumericTable(inputs[table]!.text()) }),
    );
  };
  const collected = (probabilities: Float64Array, efficiencyParameters: object): NumericArray => ({
    shape: [recoilEnergiesMeV.length, edges.length - 1],
    data: collectBins(probabilities, fine, edges, prepared(efficiencyParameters)),
  });
  const {
    panels,
    smeared: nominal,
    change,
  } = resolved(
    (count) => smearedIn(count, settings.quenching),
    (probabilities) => collected(probabilities, settings.efficiency).data as Float64Array,
  );
  const smeared = (quenchingParameters: object): Float64Array => smearedIn(panels, quenchingParameters);
  const varied = (part: 'quenching' | 'efficiency', changed: object): NumericArray =>
    part === 'quenching' ? collected(smeared(changed), settings.efficiency) : collected(nominal, changed);
  const matrices: Record<string, NumericArray> = { nominal: collected(nominal, settings.efficiency) };
  for (const [name, { part, up, down }] of Object.entries(settings.variations)) {
    matrices[`${name}/up`] = varied(part, up);
    matrices[`${name}/down`] = varied(part, down);
  }
  const shape = [recoilEnergiesMeV.length, edges.length - 1];
  const rows = matrices.nominal!.data as Float64Array;
  matrices.error = { shape, data: panels === 1 ? rows : atMiddles(rows, edges.length - 1, nodesPerSegment) };
  // At low energies a response that vanishes there is not to be told from one integrated against polynomials, times a rate that diverges.
  matrices.change = { shape, data: panels === 1 ? new Float64Array(rows.length) : change };
  return { matrices: { arrays: matrices } };
}

/** A response counts as resolved when twice as many panels change no entry by more than this part of the largest. */
const RESOLVED = 1e-4;
const MOST_PANELS = 64;

/** The response with as many panels per segment of the recoil grid as it takes to resolve it, and how twice as many would change it. */
function resolved(
  smearedIn: (panels: number) => Float64Array,
  collect: (smeared: Float64Array) => Float64Array,
): { readonly panels: number; readonly smeared: Float64Array; readonly change: Float64Array } {
  let panels = 1;
  let smeared = smearedIn(panels);
  let before = collect(smeared);
  for (;;) {
    const finer = smearedIn(2 * panels);
    const after = collect(finer);
    const change = after.map((value, i) => value - before[i]!);
    const largest = after.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (change.every((difference) => Math.abs(difference) <= RESOLVED * largest)) return { panels, smeared, change };
    panels *= 2;
    smeared = finer;
    before = after;
    if (panels >= MOST_PANELS) return { panels, smeared, change };
  }
}

/**
 * In every row the one of the middle node of its segment: what the error of the spectrum between the nodes is folded with where the response was
 * integrated against polynomials. Where it was taken at the nodes, spectrum and response are one integrand.
 */
function atMiddles(matrix: Float64Array, bins: number, nodesPerSegment: number): Float64Array {
  const out = new Float64Array(matrix.length);
  const middle = Math.floor(nodesPerSegment / 2);
  for (let row = 0; row * bins < matrix.length; row++) {
    const from = (row - (row % nodesPerSegment) + middle) * bins;
    out.set(matrix.subarray(from, from + bins), row * bins);
  }
  return out;
}
