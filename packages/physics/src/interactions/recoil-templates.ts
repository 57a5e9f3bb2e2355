import type { FormFactor } from '../form-factors/form-factor.ts';
import type { NeutrinoBeam, RateTemplate, TargetNucleus, VectorAmplitude } from './interaction.ts';
import { type Kinematics, vectorKinematics } from './vector-kinematics.ts';

/** Parts of the vector amplitude, and parts of the rate that interfere with none of them, by name. */
export interface RecoilParts {
  readonly amplitudes: Readonly<Record<string, VectorAmplitude>>;
  readonly templates: Readonly<Record<string, RateTemplate>>;
  /** Which terms of the kinematics of the vector amplitude are kept; all unless given. */
  readonly kinematics?: Kinematics;
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

/** The amplitudes of a nucleus at recoil energies, which all flavours share, by name. */
export function amplitudesOf(
  target: TargetNucleus,
  { amplitudes }: RecoilParts,
  recoilEnergyMeV: Float64Array,
): ReadonlyMap<string, Float64Array> {
  const points = recoilEnergyMeV.length;
  const values = new Map<string, Float64Array>();
  const protonFormFactor = remembered(target.protonFormFactor, points);
  const isSame = target.neutronFormFactor === target.protonFormFactor;
  const neutronFormFactor = isSame ? protonFormFactor : remembered(target.neutronFormFactor, points);
  const nucleus = { ...target, protonFormFactor, neutronFormFactor };
  for (const name of Object.keys(amplitudes).sort()) {
    const out = new Float64Array(points);
    amplitudes[name]!(nucleus, recoilEnergyMeV, out);
    values.set(name, out);
  }
  return values;
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
  amplitudes: ReadonlyMap<string, Float64Array>,
  beam: NeutrinoBeam,
  recoilEnergyMeV: Float64Array,
  found: Map<string, Float64Array> = new Map(),
): ReadonlyMap<string, Float64Array> {
  const points = recoilEnergyMeV.length;
  const list = [...amplitudes];
  const kinematics = new Float64Array(points);
  if (list.length > 0) {
    vectorKinematics(target.nuclearMassMeV, beam.moments, recoilEnergyMeV, kinematics, parts.kinematics);
  }
  for (let i = 0; i < list.length; i++) {
    const [firstName, first] = list[i]!;
    for (let j = i; j < list.length; j++) {
      const [secondName, second] = list[j]!;
      writeProduct(i === j ? 1 : 2, kinematics, first, second, arrayOf(pairName(firstName, secondName), points, found));
    }
  }
  for (const name of Object.keys(parts.templates).sort()) {
    parts.templates[name]!(target, beam, recoilEnergyMeV, arrayOf(name, points, found).fill(0));
  }
  return found;
}

/** A form factor that remembers its values: amplitudes ask for it at the same momentum transfers in the same order, one after the other. */
function remembered(formFactor: FormFactor, points: number): FormFactor {
  const known = new Float64Array(2 * points).fill(Number.NaN);
  let next = 0;
  return (q) => {
    if (next === known.length) next = 0;
    if (known[next] !== q) {
      known[next] = q;
      known[next + 1] = formFactor(q);
    }
    next += 2;
    return known[next - 1]!;
  };
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
