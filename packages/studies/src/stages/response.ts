import type { Efficiency, EfficiencyModel } from '@cevns/detectors/efficiency/efficiency';
import { crossingsMeV } from '@cevns/detectors/quenching/inverse-quenching';
import type { Quenching, QuenchingModel } from '@cevns/detectors/quenching/quenching';
import { smearSegments } from '@cevns/detectors/resolved-response';
import { smearedBins } from '@cevns/detectors/smeared-bins';
import type { SmearingModel } from '@cevns/detectors/smearing/smearing';
import type { NumericTable } from '@cevns/detectors/tables/csv';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type FineBins, fineEdgesOf } from './fine-bins.ts';
import { withPartTable } from './input-table.ts';
import { type RegionParameters, regionEdges } from './region.ts';
import { knotMatrix, knotsOf, type ShapeTable } from './shape-table.ts';

export interface ResponseParameters extends RegionParameters, FineBins {
  /** The observable of the recoil energy. */
  readonly observable: string;
  /** Gauss-Legendre nodes of every segment of the recoil grid. */
  readonly nodesPerSegment: number;
  /** The variable of the efficiency, where that is not the observable. */
  readonly efficiencyIn?: 'recoil-energy' | 'energy';
  /** Parameters of the parts of the detector, in internal units, as their models want them. */
  readonly quenching: object;
  readonly smearing: object;
  readonly efficiency: object;
  /** A parameter of the quenching over which the response is tabulated. */
  readonly shape?: ShapeTable;
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
 * `nominal`, and `<variation>/up` and `<variation>/down` for each variation; and, where a parameter of the quenching is free, all of them at each knot.
 *
 * Inputs `grid`: recoil energies (MeV); the tables that quenching and efficiencies name. Cost: nodes x fine bins evaluations of the smearing for the
 * nominal and for each varied quenching (of a smearing in two steps: nodes x numbers of quanta); an efficiency in the observable shares the smearing of the
 * nominal.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as ResponseParameters;
  const { quenching, smearing, efficiency } = modules as unknown as ResponseModules;
  const recoilEnergiesMeV = inputs.grid!.arrays().recoilEnergiesMeV!.data as Float64Array;
  const edges = regionEdges(settings, settings.observable);
  const { nodesPerSegment, efficiencyIn } = settings;
  const withTable = <T>(part: object, action: (tables: { readonly table?: NumericTable }) => T): T =>
    withPartTable(part, inputs, action);
  const quenchingOf = (part: object) => withTable(part, (tables) => quenching.quenching.prepare(part, tables));
  const efficiencies = new Map<object, Efficiency>();
  const efficiencyOf = (part: object): Efficiency => {
    const prepared = efficiencies.get(part) ?? withTable(part, (tables) => efficiency.efficiency.prepare(part, tables));
    efficiencies.set(part, prepared);
    return prepared;
  };
  const jumpsOf = (part: object) =>
    withTable(part, (tables) => efficiency.efficiency.breakPoints?.(part, tables) ?? []);
  const varied = Object.values(settings.variations).flatMap(({ part, up, down }) =>
    part === 'efficiency' ? [up, down] : [],
  );
  const inObservable = efficiencyIn === undefined ? [settings.efficiency, ...varied].flatMap(jumpsOf) : [];
  const fine = fineEdgesOf(edges, settings, inObservable);
  const smeared = smearedBins(smearing.smearing, settings.smearing, { fineEdges: fine, edges });
  const breakPointsOf = (quenchingPart: object, efficiencyPart: object): number[] => {
    const ofQuenching = withTable(
      quenchingPart,
      (tables) => quenching.quenching.breakPointsMeV?.(quenchingPart, tables) ?? [],
    );
    const jumps = efficiencyIn === undefined ? [] : jumpsOf(efficiencyPart);
    const inEnergy = [
      ...(efficiencyIn === 'energy' ? jumps : []),
      ...(smearing.smearing.breakPointsKeVee?.(settings.smearing, fine) ?? []),
    ];
    return [
      ...ofQuenching,
      ...(efficiencyIn === 'recoil-energy' ? jumps : []),
      ...crossings(quenchingOf(quenchingPart), inEnergy, recoilEnergiesMeV),
    ];
  };
  const smearedIn = (panels: number, quenchingPart: object, efficiencyPart: object): Float64Array => {
    const keeps = efficiencyIn === undefined ? undefined : efficiencyOf(efficiencyPart);
    const parts = {
      recoilEnergiesMeV,
      quenching: quenchingOf(quenchingPart),
      smearing: smeared.smearing,
      fineEdges: smeared.smearedEdges,
      nodesPerSegment,
      breakPointsMeV: breakPointsOf(quenchingPart, efficiencyPart),
    };
    if (keeps === undefined) return smearSegments(parts, panels);
    const kept = (recoilMeV: number, energyKeVee: number) =>
      keeps(efficiencyIn === 'recoil-energy' ? recoilMeV : energyKeVee);
    return smearSegments({ ...parts, kept }, panels);
  };
  const collected = (probabilities: Float64Array, efficiencyPart: object): NumericArray => ({
    shape: [recoilEnergiesMeV.length, edges.length - 1],
    data: smeared.collect(probabilities, efficiencyIn === undefined ? efficiencyOf(efficiencyPart) : whole),
  });
  const {
    panels,
    smeared: nominal,
    change,
  } = resolved(
    (count) => smearedIn(count, settings.quenching, settings.efficiency),
    (probabilities) => collected(probabilities, settings.efficiency).data as Float64Array,
  );
  const withQuenching = (part: object) => collected(smearedIn(panels, part, settings.efficiency), settings.efficiency);
  const withEfficiency = (part: object) =>
    collected(efficiencyIn === undefined ? nominal : smearedIn(panels, settings.quenching, part), part);
  const matrices: Record<string, NumericArray> = { nominal: collected(nominal, settings.efficiency) };
  for (const [name, { part, up, down }] of Object.entries(settings.variations)) {
    const varyBy = part === 'quenching' ? withQuenching : withEfficiency;
    matrices[`${name}/up`] = varyBy(up);
    matrices[`${name}/down`] = varyBy(down);
  }
  const { shape: tabulated } = settings;
  if (tabulated !== undefined) {
    knotsOf(tabulated).forEach((value, knot) => {
      const at = (part: object): object => ({ ...part, [tabulated.setting]: value });
      const ofKnot = smearedIn(panels, at(settings.quenching), settings.efficiency);
      matrices[knotMatrix(knot, 'nominal')] = collected(ofKnot, settings.efficiency);
      for (const [name, { part, up, down }] of Object.entries(settings.variations)) {
        for (const [side, changed] of Object.entries({ up, down })) {
          const own = part === 'quenching' ? smearedIn(panels, at(changed), settings.efficiency) : undefined;
          const kept = efficiencyIn === undefined ? ofKnot : smearedIn(panels, at(settings.quenching), changed);
          matrices[knotMatrix(knot, `${name}/${side}`)] =
            own === undefined ? collected(kept, changed) : collected(own, settings.efficiency);
        }
      }
    });
  }
  const shape = [recoilEnergiesMeV.length, edges.length - 1];
  const rows = matrices.nominal!.data as Float64Array;
  const isAtNodes = panels === 1 && breakPointsOf(settings.quenching, settings.efficiency).length === 0;
  matrices.error = { shape, data: isAtNodes ? rows : atMiddles(rows, edges.length - 1, nodesPerSegment) };
  // At low energies a response that vanishes there is not to be told from one integrated against polynomials, times a rate that diverges.
  matrices.change = { shape, data: isAtNodes ? new Float64Array(rows.length) : change };
  return { matrices: { arrays: matrices } };
}

/** Nothing is lost in the observable. */
const whole: Efficiency = () => 1;

/** Recoil energies within the grid at which the quenched energy is one of some values. */
function crossings(quenching: Quenching, energiesKeVee: readonly number[], recoilEnergiesMeV: Float64Array): number[] {
  return energiesKeVee.length === 0 ? [] : crossingsMeV(quenching, energiesKeVee, recoilEnergiesMeV.at(-1)! * BEYOND);
}

/** The grid ends somewhat above its last node. */
const BEYOND = 1.1;

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
