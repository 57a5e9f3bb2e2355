import { philox4x32 } from './philox.ts';
import { poissonDeviate } from './poisson-deviate.ts';

/**
 * Random numbers of one toy experiment. The sequence is a function of seed, name and toy alone: it does not matter in which order toys are
 * made, by how many workers, or how many numbers other toys have used.
 */
export interface RandomStream {
  /** Goes to the beginning of the sequence of a toy. */
  start(toy: number): void;
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Poisson of a mean >= 0. */
  poisson(mean: number): number;
}

const TWO_TO_MINUS_53 = 2 ** -53;
const TWO_TO_32 = 2 ** 32;

/**
 * A stream at the beginning of toy 0. Philox 4x32-10 with the seed as key; the counter holds block, toy, and a hash of the name.
 *
 * @param seed integer from 0 to 2^53 - 1
 * @param name what the numbers are for; different names give independent streams
 * @throws RangeError for another seed, or on `start` for a toy that is not an integer from 0 to 2^32 - 1
 */
export function createRandomStream(seed: number, name: string): RandomStream {
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError(`Expected a seed that is an integer of 0 or more, got ${seed}`);
  }
  const key = Uint32Array.of(seed % TWO_TO_32, Math.floor(seed / TWO_TO_32));
  const hash = hashOf(name);
  const counter = Uint32Array.of(0, 0, hash.low, hash.high);
  const block = new Uint32Array(4);
  let used = 4;
  let spare = Number.NaN;

  function start(toy: number): void {
    if (!(Number.isInteger(toy) && toy >= 0 && toy < TWO_TO_32)) {
      throw new RangeError(`Expected a toy from 0 to 2^32 - 1, got ${toy}`);
    }
    counter[0] = 0;
    counter[1] = toy;
    used = 4;
    spare = Number.NaN;
  }

  function uniform(): number {
    if (used === 4) {
      philox4x32(counter, key, block);
      counter[0]! += 1;
      used = 0;
    }
    const high = block[used]! >>> 5;
    const low = block[used + 1]! >>> 6;
    used += 2;
    return (high * 67108864 + low) * TWO_TO_MINUS_53;
  }

  /** G. E. P. Box and M. E. Muller, Ann. Math. Statist. 29 (1958) 610: two at a time. */
  function normal(): number {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  return { start, uniform, normal, poisson: (mean) => poissonDeviate(mean, uniform) };
}

/** FNV-1a, 64 bits, of the UTF-16 units of a text, lower byte first. */
function hashOf(text: string): { readonly low: number; readonly high: number } {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    for (const byte of [unit & 0xff, unit >>> 8]) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    }
  }
  return { low: Number(hash & 0xffffffffn), high: Number(hash >> 32n) };
}
