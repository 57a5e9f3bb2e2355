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
  const values = new Map<string, Float64Array>();
  for (const name of Object.keys(amplitudes).sort()) {
    const out = new Float64Array(recoilEnergyMeV.length);
    amplitudes[name]!(target, recoilEnergyMeV, out);
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
 */
export function recoilTemplates(
  target: TargetNucleus,
  parts: RecoilParts,
  amplitudes: ReadonlyMap<string, Float64Array>,
  beam: NeutrinoBeam,
  recoilEnergyMeV: Float64Array,
): ReadonlyMap<string, Float64Array> {
  const points = recoilEnergyMeV.length;
  const found = new Map<string, Float64Array>();
  const kinematics = new Float64Array(points);
  if (amplitudes.size > 0) {
    vectorKinematics(target.nuclearMassMeV, beam.moments, recoilEnergyMeV, kinematics, parts.kinematics);
  }
  const list = [...amplitudes];
  list.forEach(([firstName, first], i) => {
    for (const [secondName, second] of list.slice(i)) {
      const twice = first === second ? 1 : 2;
      const out = new Float64Array(points);
      for (let k = 0; k < points; k++) out[k] = twice * kinematics[k]! * first[k]! * second[k]!;
      found.set(pairName(firstName, secondName), out);
    }
  });
  for (const name of Object.keys(parts.templates).sort()) {
    const out = new Float64Array(points);
    parts.templates[name]!(target, beam, recoilEnergyMeV, out);
    found.set(name, out);
  }
  return found;
}
