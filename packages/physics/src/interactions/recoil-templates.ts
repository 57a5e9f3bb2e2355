import { writeFormFactors } from './contact-amplitudes.ts';
import type { NeutrinoBeam, RateTemplate, TargetNucleus, VectorAmplitude } from './interaction.ts';
import { type Kinematics, vectorKinematics, writeLowestNeutrinoEnergies } from './vector-kinematics.ts';

/** Parts of the vector amplitude, and parts of the rate that interfere with none of them, by name. */
export interface RecoilParts {
  readonly amplitudes: Readonly<Record<string, VectorAmplitude>>;
  readonly templates: Readonly<Record<string, RateTemplate>>;
  /** Which terms of the kinematics of the vector amplitude are kept; all unless given. */
  readonly kinematics?: Kinematics;
}

/** What all flavours share of a nucleus at recoil energies. */
export interface NucleusAmplitudes {
  /** Amplitudes by name. */
  readonly values: Map<string, Float64Array>;
  /** Lowest neutrino energies in MeV that can give the recoils. */
  readonly lowestEnergyMeV: Float64Array;
  readonly formFactors: { readonly proton: Float64Array; readonly neutron: Float64Array };
  /** Room for what a flavour needs. */
  readonly work: readonly [Float64Array, Float64Array];
  /** The same for moments. */
  readonly moments: readonly [Float64Array, Float64Array, Float64Array];
}

/** Room for amplitudes at a number of recoil energies; arrays of some hundred numbers take longer to allocate than to fill. */
export function roomForAmplitudes(points: number): NucleusAmplitudes {
  const array = () => new Float64Array(points);
  return {
    values: new Map(),
    lowestEnergyMeV: array(),
    formFactors: { proton: array(), neutron: array() },
    work: [array(), array()],
    moments: [array(), array(), array()],
  };
}

/** Name of the template that two amplitudes make: `p*n`. */
export function pairName(first: string, second: string): string {
  return first <= second ? `${first}*${second}` : `${second}*${first}`;
}

/** Names of all templates: each pair of amplitudes once, and those that are templates themselves, in an order that only names decide. */
export function templateNames({ amplitudes, templates }: RecoilParts): string[] {
  const names = Object.keys(amplitudes).sort();
  const pairs = names.flatMap((first, i) => names.slice(i).map((second) => pairName(first, second)));
  return [...pairs, ...Object.keys(templates).sort()];
}

/**
 * The amplitudes of a nucleus at recoil energies, which all flavours share, by name.
 *
 * @param room where they are written; that of another nucleus, whose amplitudes are no longer wanted, spares its allocation
 */
export function amplitudesOf(
  target: TargetNucleus,
  { amplitudes, kinematics }: RecoilParts,
  recoilEnergyMeV: Float64Array,
  room: NucleusAmplitudes = roomForAmplitudes(recoilEnergyMeV.length),
): NucleusAmplitudes {
  const { values } = room;
  const { proton } = room.formFactors;
  writeFormFactors(target, 'proton', recoilEnergyMeV, proton);
  const isSame = target.neutronFormFactor === target.protonFormFactor;
  const neutron = isSame ? proton : room.formFactors.neutron;
  if (!isSame) writeFormFactors(target, 'neutron', recoilEnergyMeV, neutron);
  const nucleus = { ...target, formFactorsAt: { recoilEnergyMeV, proton, neutron } };
  const names = Object.keys(amplitudes).sort();
  for (const name of values.keys()) if (!names.includes(name)) values.delete(name);
  for (const name of names) {
    amplitudes[name]!(nucleus, recoilEnergyMeV, arrayOf(name, recoilEnergyMeV.length, values).fill(0));
  }
  writeLowestNeutrinoEnergies(target.nuclearMassMeV, recoilEnergyMeV, room.lowestEnergyMeV, kinematics);
  return room;
}

/**
 * Recoil spectra dsigma/dT of one nucleus averaged over a normalised neutrino spectrum, in cm^2/MeV, as templates that couplings multiply:
 * for a pair of amplitudes K(T) b_i(T) b_j(T), twice that where i and j differ; then those of terms without interference.
 *
 * Cost: points x (moments + pairs).
 *
 * @param target nucleus
 * @param parts what the terms of the interaction consist of
 * @param amplitudes of this nucleus, from {@link amplitudesOf} at the same energies
 * @param beam neutrinos
 * @param recoilEnergyMeV recoil energies T in MeV
 * @param found receives the templates; arrays that an earlier call for as many energies left there are written over, which spares
 * allocations that cost more than the products
 */
export function recoilTemplates(
  target: TargetNucleus,
  parts: RecoilParts,
  amplitudes: NucleusAmplitudes,
  beam: NeutrinoBeam,
  recoilEnergyMeV: Float64Array,
  found: Map<string, Float64Array> = new Map(),
): ReadonlyMap<string, Float64Array> {
  const points = recoilEnergyMeV.length;
  const list = [...amplitudes.values];
  const factor = kinematicFactor(target, parts, amplitudes, beam, recoilEnergyMeV);
  for (let i = 0; i < list.length; i++) {
    const [firstName, first] = list[i]!;
    for (let j = i; j < list.length; j++) {
      const [secondName, second] = list[j]!;
      writeProduct(i === j ? 1 : 2, factor, first, second, arrayOf(pairName(firstName, secondName), points, found));
    }
  }
  for (const name of Object.keys(parts.templates).sort()) {
    parts.templates[name]!(target, beam, recoilEnergyMeV, arrayOf(name, points, found).fill(0));
  }
  return found;
}

/**
 * Adds the recoil spectrum at given weights, scale times the sum of weight times template: the same as from {@link recoilTemplates},
 * for one spectrum rather than a scan, in less time since no template is written.
 *
 * Cost: points x (moments + pairs).
 *
 * @param weights of the templates by name; 0 where there is none
 * @param out receives the sum, as long as the recoil energies
 */
export function addRecoilSpectrum(
  target: TargetNucleus,
  parts: RecoilParts,
  amplitudes: NucleusAmplitudes,
  beam: NeutrinoBeam,
  recoilEnergyMeV: Float64Array,
  weights: Readonly<Record<string, number>>,
  scale: number,
  out: Float64Array,
): void {
  const list = [...amplitudes.values];
  const squares = amplitudes.work[1].fill(0);
  for (let i = 0; i < list.length; i++) {
    const [firstName, first] = list[i]!;
    for (let j = i; j < list.length; j++) {
      const [secondName, second] = list[j]!;
      const weight = (i === j ? scale : 2 * scale) * (weights[pairName(firstName, secondName)] ?? 0);
      if (weight !== 0) for (let k = 0; k < squares.length; k++) squares[k]! += weight * first[k]! * second[k]!;
    }
  }
  const factor = kinematicFactor(target, parts, amplitudes, beam, recoilEnergyMeV);
  for (let k = 0; k < out.length; k++) out[k]! += factor[k]! * squares[k]!;
  for (const name of Object.keys(parts.templates).sort()) {
    squares.fill(0);
    parts.templates[name]!(target, beam, recoilEnergyMeV, squares);
    const weight = scale * (weights[name] ?? 0);
    for (let k = 0; k < out.length; k++) out[k]! += weight * squares[k]!;
  }
}

function kinematicFactor(
  { nuclearMassMeV }: TargetNucleus,
  { kinematics }: RecoilParts,
  { values, lowestEnergyMeV, work: [factor], moments: room }: NucleusAmplitudes,
  { moments }: NeutrinoBeam,
  recoilEnergyMeV: Float64Array,
): Float64Array {
  if (values.size === 0) factor.fill(0);
  else
    vectorKinematics(nuclearMassMeV, moments, recoilEnergyMeV, factor, kinematics, { lowestEnergyMeV, moments: room });
  return factor;
}

/** The array of a name, a new one where there is none yet. */
function arrayOf(name: string, points: number, found: Map<string, Float64Array>): Float64Array {
  const known = found.get(name);
  if (known !== undefined) return known;
  const made = new Float64Array(points);
  found.set(name, made);
  return made;
}

function writeProduct(
  scale: number,
  first: Float64Array,
  second: Float64Array,
  third: Float64Array,
  out: Float64Array,
): void {
  for (let i = 0; i < out.length; i++) out[i] = scale * first[i]! * second[i]! * third[i]!;
}
