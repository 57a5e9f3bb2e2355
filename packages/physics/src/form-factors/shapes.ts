import type { ShapeDefinition } from '../interactions/interaction.ts';

const rmsRadius: ShapeDefinition = {
  unit: 'fm',
  quantity: 'nuclear-length',
  scale: 'linear',
  // Spectra are smooth in a radius: knots every 0.1 fm give templates to 1e-8.
  knots: (from, to) => Math.max(12, Math.ceil((to - from) / 0.1) + 1),
  description: 'Rms radius of the distribution of the nucleons, the same for every nucleus of the target.',
};

const skin: ShapeDefinition = {
  ...rmsRadius,
  description: 'Added to the rms radius of every nucleus of the target.',
};

/** Settings of each form factor that a study may free. */
const shapes: Readonly<Record<string, Readonly<Record<string, ShapeDefinition>>>> = {
  'helm-rms': { 'rms-radius': rmsRadius, skin },
};

/** Settings of a form factor that a study may free, by name; none for a model whose radius is given by a formula. */
export function formFactorShapes(model: string): Readonly<Record<string, ShapeDefinition>> {
  return shapes[model] ?? {};
}
