import type { RateTemplate, TargetNucleus, VectorAmplitude } from '@cevns/physics/interactions/interaction';
import { isotopeName } from '@cevns/physics/nuclei';

type Part = VectorAmplitude | RateTemplate;

/**
 * Amplitudes or templates of a term that refuse to hand on what is not a number: a term may come from a plug-in, and NaN in one template would
 * spread over the whole rate.
 *
 * @returns parts that throw a RangeError with the names of term and part, the nucleus and the recoil energy
 */
export function finiteParts<P extends Part>(
  term: string,
  kind: 'amplitude' | 'template',
  parts: Readonly<Record<string, P>> = {},
): Record<string, P> {
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => {
      const checked = (target: TargetNucleus, ...rest: readonly unknown[]): void => {
        (part as (...args: readonly unknown[]) => void)(target, ...rest);
        const [recoilEnergyMeV, out] = rest.slice(-2) as [Float64Array, Float64Array];
        const i = out.findIndex((value) => !Number.isFinite(value));
        if (i < 0) return;
        const where = `at a recoil energy of ${recoilEnergyMeV[i]} MeV of ${isotopeName(target)}`;
        throw new RangeError(
          `Expected finite values of the ${kind} ${name} of the term ${term}, got ${out[i]} ${where}`,
        );
      };
      return [name, checked as P];
    }),
  );
}
