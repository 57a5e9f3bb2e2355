import { expect, test } from 'vitest';
import { spectrumContents } from './deposits.ts';

const indicator = (energy: number, edges: Float64Array): Float64Array =>
  Float64Array.from({ length: edges.length - 1 }, (_, i) => (edges[i]! <= energy && energy < edges[i + 1]! ? 1 : 0));

test('a response that jumps is met where the jumps are named', () => {
  const edges = Float64Array.of(0.3, 1.1, 2.7, 5);
  const contents = spectrumContents((energy) => Math.exp(-energy), 4, indicator, edges, [...edges]);
  const exact = [Math.exp(-0.3) - Math.exp(-1.1), Math.exp(-1.1) - Math.exp(-2.7), Math.exp(-2.7) - Math.exp(-4)];
  contents.forEach((content, j) => {
    expect(content).toBeCloseTo(exact[j]!, 12);
  });
});
