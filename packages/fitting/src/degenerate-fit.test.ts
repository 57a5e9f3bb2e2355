import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { expect, test } from 'vitest';
import { fit } from './fit.ts';
import { compile, component, oneChannel } from './fixtures/example-models.ts';
import type { ParameterDescription } from './model.ts';

const random = createRandomStream(1, 'degenerate fits');

/** Counts of a signal over a background, with the yield of the signal as the product of powers of parameters. */
function model(parameters: readonly ParameterDescription[], powers: Record<string, number>, hasUncertainty: boolean) {
  const bins = 1 + Math.floor(5 * random.uniform());
  const numbers = (from: number, to: number) =>
    Array.from({ length: bins }, () => from + (to - from) * random.uniform());
  const [signal, background] = [numbers(1, 50), numbers(0.5, 10)];
  const observed = signal.map((s, b) => random.poisson(1.5 * s + background[b]!));
  const known: ParameterDescription = {
    name: 'k',
    initial: 1,
    constraint: { kind: 'normal', mean: 1, sigma: 0.1 },
  };
  return compile(
    oneChannel(hasUncertainty ? [...parameters, known] : parameters, observed, [
      component('signal', [{ coefficient: 1, powers }], signal),
      component('background', [{ coefficient: 1, powers: hasUncertainty ? { k: 1 } : {} }], background),
    ]),
  );
}

test.each([false, true])(
  'two parameters whose product alone counts have no errors, from wherever a fit starts (%o)',
  (hasUncertainty) => {
    for (let trial = 0; trial < 300; trial++) {
      random.start(trial);
      const parameters = ['a', 'b'].map((name) => ({ name, initial: 10 ** (2 * random.uniform() - 1) }));
      const found = fit(model(parameters, { a: 1, b: 1 }, hasUncertainty));
      if (found.status === 'failed') throw new Error(found.message);
      expect(found.verdict, `trial ${trial}`).toMatchObject({ converged: true, positiveDefinite: false });
      expect(found.covariance).toBeNull();
      expect(found.parameters[0]!.error).toBeNull();
    }
  },
);

test('where one of the two is known they have errors, however well it is known', () => {
  for (const sigma of [1, 1e-2, 1e-4]) {
    for (let trial = 0; trial < 50; trial++) {
      random.start(trial);
      const constraint = { kind: 'normal', mean: 1, sigma } as const;
      const parameters = [
        { name: 'a', initial: 2 },
        { name: 'b', initial: 1, constraint },
      ];
      const found = fit(model(parameters, { a: 1, b: 1 }, true));
      if (found.status === 'failed') throw new Error(found.message);
      expect(found.verdict.positiveDefinite).toBe(true);
      expect(found.parameters[1]!.error! / sigma).toBeCloseTo(1, 3);
    }
  }
});
