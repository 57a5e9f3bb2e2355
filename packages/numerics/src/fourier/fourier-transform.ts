/**
 * Discrete Fourier transforms of one length, in place: X_k = sum over n of x_n exp(-2 pi i k n / N).
 *
 * N log2 N steps of four multiplications each (J. W. Cooley and J. W. Tukey, Math. Comput. 19 (1965) 297); the factors are computed once,
 * each from its own angle, so that the error stays at a few times 1e-16 of the largest value.
 */
export class FourierTransform {
  /** A power of 2. */
  readonly length: number;
  readonly #cosine: Float64Array;
  readonly #sine: Float64Array;
  /** Place of each element after its bits are reversed. */
  readonly #reversed: Uint32Array;

  /** @throws RangeError unless the length is a power of 2 */
  constructor(length: number) {
    const bits = Math.log2(length);
    if (!Number.isInteger(bits) || bits > 30) throw new RangeError(`Expected a power of 2, got ${length}`);
    const angle = (k: number) => (-2 * Math.PI * k) / length;
    this.length = length;
    this.#cosine = Float64Array.from({ length: length / 2 }, (_, k) => Math.cos(angle(k)));
    this.#sine = Float64Array.from({ length: length / 2 }, (_, k) => Math.sin(angle(k)));
    this.#reversed = new Uint32Array(length);
    for (let i = 1; i < length; i++) {
      this.#reversed[i] = (this.#reversed[i >> 1]! >> 1) | ((i & 1) << (bits - 1));
    }
  }

  /** Transforms complex numbers, given by their real and imaginary parts. */
  transform(real: Float64Array, imaginary: Float64Array): void {
    const { length } = this;
    const cosine = this.#cosine;
    const sine = this.#sine;
    const reversed = this.#reversed;
    for (let i = 0; i < length; i++) {
      const j = reversed[i]!;
      if (j <= i) continue;
      const [re, im] = [real[i]!, imaginary[i]!];
      real[i] = real[j]!;
      imaginary[i] = imaginary[j]!;
      real[j] = re;
      imaginary[j] = im;
    }
    for (let half = 1; half < length; half *= 2) {
      const stride = length / (2 * half);
      for (let from = 0; from < length; from += 2 * half) {
        for (let k = 0; k < half; k++) {
          const [c, s] = [cosine[k * stride]!, sine[k * stride]!];
          const [low, high] = [from + k, from + k + half];
          const re = c * real[high]! - s * imaginary[high]!;
          const im = c * imaginary[high]! + s * real[high]!;
          real[high] = real[low]! - re;
          imaginary[high] = imaginary[low]! - im;
          real[low]! += re;
          imaginary[low]! += im;
        }
      }
    }
  }
}
