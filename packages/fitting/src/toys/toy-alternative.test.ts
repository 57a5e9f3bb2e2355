import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { expect, test } from 'vitest';
import { allKindsModel, compileAllKinds } from '../fixtures/all-kinds-model.ts';
import type { ModelDescription, TemplateErrors } from '../model.ts';
import { ToyGenerator } from './toy-generator.ts';

/** All kinds of constraints and likelihoods but events, with template errors of two components. */
function model(constraint: TemplateErrors['constraint']): ModelDescription {
  const all = allKindsModel();
  const [counts, ...others] = all.channels.filter(({ likelihood }) => likelihood?.kind !== 'unbinned');
  const templateErrors = { components: ['signal', 'steady'], relative: Float64Array.of(0.2, 0, 0.3), constraint };
  return { ...all, channels: [{ ...counts!, templateErrors }, ...others] };
}

test.each(['normal', 'poisson'] as const)('data of one truth, weighted, are those of another (%s)', (constraint) => {
  const compiled = compileAllKinds(model(constraint));
  const size = compiled.names.length;
  const generator = new ToyGenerator(compiled, new Uint8Array(size).fill(1));
  const truth = Float64Array.from(compiled.initial);
  const other = truth.map((value, p) => value * (p === 0 ? 1.15 : 1.01));
  generator.setTruth(truth);
  generator.setAlternative(other);
  const random = createRandomStream(7, 'alternative');
  const toys = 20_000;
  const measured = () => [
    1,
    generator.model.channels[0]!.observed[0]!,
    (generator.model.constraints[3] as { readonly mean: number }).mean,
    generator.model.jointConstraints[0]!.mean[0]!,
  ];
  const sums = [0, 0, 0, 0];
  const squares = [0, 0, 0, 0];
  for (let toy = 0; toy < toys; toy++) {
    random.start(toy);
    generator.draw(random);
    const weight = Math.exp(generator.alternative());
    measured().forEach((value, k) => {
      sums[k]! += weight * value;
      squares[k]! += (weight * value) ** 2;
    });
  }
  const weighted = sums.map((sum) => sum / toys);
  const errors = squares.map((square, k) => Math.sqrt((square / toys - weighted[k]! ** 2) / toys));
  generator.setTruth(other);
  const plain = [0, 0, 0, 0];
  for (let toy = 0; toy < toys; toy++) {
    random.start(toys + toy);
    generator.draw(random);
    measured().forEach((value, k) => {
      plain[k]! += value / toys;
    });
  }
  weighted.forEach((value, k) => {
    expect(Math.abs(value - plain[k]!)).toBeLessThan(4 * errors[k]!);
    expect(errors[k]!).toBeLessThan(0.02 * Math.max(1, Math.abs(value)));
  });
});
