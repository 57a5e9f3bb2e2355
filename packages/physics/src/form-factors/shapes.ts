import type { ShapeDefinition } from '../interactions/interaction.ts';

const rmsRadius: ShapeDefinition = {
  unit: 'fm',
  quantity: 'nuclear-length',
  scale: 'linear',
  // Spectra are smooth in a radius: knots every 0.1 fm give templates to 1e-8.
  knots: (from, to) => Math.max(12, Math.ceil((to - from) / 0.1) + 1),
  description: 'Rms radius of the distribution of the nucleons, the same for every nucleus of the target.',
};

const size = {
  'rms-radius': rmsRadius,
  skin: { ...rmsRadius, description: 'Added to the rms radius of every nucleus of the target.' },
};

const fermi = {
  ...size,
  'half-density-radius': {
    ...rmsRadius,
    description: 'Radius at which the density is half of its centre, the same for every nucleus of the target.',
  },
  diffuseness: {
    ...rmsRadius,
    knots: (from: number, to: number) => Math.max(12, Math.ceil((to - from) / 0.05) + 1),
    description: 'Thickness of the surface, the same for every nucleus of the target; the rms radius is kept.',
  },
};

/** Settings of each form factor that a study may free. */
const shapes: Readonly<Record<string, Readonly<Record<string, ShapeDefinition>>>> = {
  helm: size,
  'helm-lewin-smith': size,
  'helm-rms': size,
  'klein-nystrand': size,
  'symmetrised-fermi': fermi,
  'two-parameter-fermi': fermi,
  'fourier-bessel': size,
  'sum-of-gaussians': size,
};

/** Settings of a form factor that a study may free, by name; none for a model without a size, or with one fixed by a table. */
export function formFactorShapes(model: string): Readonly<Record<string, ShapeDefinition>> {
  return shapes[model] ?? {};
}
