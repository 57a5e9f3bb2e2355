import { gaussLegendre } from '@cevns/numerics/quadrature';

/** A density by its Fourier transform and its rms radius, both by quadrature: the slow way, which tests hold the models against. */
export function transformOf(density: (r: number) => number, endFm: number) {
  const { nodes, weights } = gaussLegendre(600);
  const integral = (f: (r: number) => number) => {
    let sum = 0;
    for (let i = 0; i < nodes.length; i++) {
      const r = (endFm / 2) * (1 + nodes[i]!);
      sum += (endFm / 2) * weights[i]! * r * r * density(r) * f(r);
    }
    return sum;
  };
  const norm = integral(() => 1);
  return {
    formFactor: (q: number) => integral((r) => (q === 0 ? 1 : Math.sin(q * r) / (q * r))) / norm,
    rmsRadiusFm: Math.sqrt(integral((r) => r * r) / norm),
  };
}

/** Momentum transfers in 1/fm from the origin, where series have to take over, to beyond the third minimum of caesium. */
export const momentumTransfersPerFm = [0, 1e-9, 1e-5, 1e-3, 0.05, 0.2, 0.45, 0.7, 1, 1.4, 2, 2.7];
