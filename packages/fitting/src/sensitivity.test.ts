import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, countingModel } from './fixtures/example-models.ts';
import { asimovSignificance } from './limits/counting-significance.ts';
import { scaledExposure, sensitivity } from './sensitivity.ts';

const { counting } = JSON.parse(readFileSync(new URL('./fixtures/limits.json', import.meta.url), 'utf8'));
const task = { parameter: 'mu', border: 0, injected: 1, confidence: 0.9, fixed: {} };

function of(description: ReturnType<typeof countingModel>) {
  const found = sensitivity(compile(description), task);
  if (found.status === 'failed') throw new Error(found.message);
  return found;
}

test('the median significance is that of Asimov data, its bands are standard deviations', () => {
  const found = of(countingModel({ n: 0, s: 12, b: 20, relativeUncertainty: 0.15 }));
  expect(found.significance[2]).toBeCloseTo(counting.asimovDiscovery, 8);
  expect(found.significance[4]! - found.significance[2]!).toBeCloseTo(2, 10);
  expect(found.significance[0]!).toBeCloseTo(counting.asimovDiscovery - 2, 8);
});

test('significance and limits do not depend on the data', () => {
  const [few, many] = [0, 60].map((n) => of(countingModel({ n, s: 12, b: 20, relativeUncertainty: 0.15 })));
  expect(few!.significance[2]).toBeCloseTo(many!.significance[2]!, 8);
  few!.limits.forEach((limit, i) => {
    expect(limit).toBeCloseTo(many!.limits[i]!, 7);
  });
});

test('without systematics the significance grows as the root of the exposure', () => {
  const description = countingModel({ n: 0, s: 3, b: 20, relativeUncertainty: 1e-6 });
  for (const factor of [1, 4, 9]) {
    const { significance } = of(scaledExposure(description, factor));
    expect(significance[2]! / Math.sqrt(factor)).toBeCloseTo(asimovSignificance(3, 20), 5);
  }
});
