import { compileModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import { interpolation as quadratic } from '@cevns/fitting/interpolation/quadratic';
import type { ComponentDescription } from '@cevns/fitting/model';
import { profile } from '@cevns/fitting/profile';
import { expect, test } from 'vitest';
import { islandsBetweenPoints } from './islands-between-points.ts';

const LEVEL = 4.605;

/** A measurement of x^2 with the templates of one component, and of y^2 with those of another. */
function square(parameter: string, nominal: number[]): ComponentDescription {
  const factor = { kind: 'morph', axes: [0], nominal: Float64Array.from(nominal), interpolation: 'quadratic' } as const;
  return {
    name: parameter,
    terms: [{ weight: [{ coefficient: 1, powers: { [parameter]: 2 } }], factors: [{ ...factor, variations: [] }] }],
  };
}

function scanOf(values: number[], covariance: number[], components: ComponentDescription[], points: number) {
  const edges = Float64Array.from({ length: values.length + 1 }, (_, i) => i);
  const likelihood = { kind: 'normal', covariance: Float64Array.from(covariance) } as const;
  const observed = Float64Array.from(values);
  const model = compileModel(
    {
      parameters: ['x', 'y'].map((name) => ({ name, initial: 0.3, lower: -1, upper: 1 })),
      channels: [{ name: 'c', axes: [{ name: 'bin', edges }], observed, components, likelihood }],
    },
    { quadratic },
  );
  const best = fit(model) as ConvergedFit;
  const axis = Float64Array.from({ length: points }, (_, i) => -1 + (2 * i) / (points - 1));
  const axes = ['x', 'y'].map((parameter) => ({ parameter, values: axis }));
  return islandsBetweenPoints(model, best, profile(model, best, axes), LEVEL, []);
}

test.each([
  [0.01, 21],
  [0.003, 41],
])('four islands between the points of a grid: error %d, %d points', (sigma, points) => {
  const { lines } = scanOf(
    [0.2116, 0.3969],
    [sigma ** 2, 0, 0, sigma ** 2],
    [square('x', [1, 0]), square('y', [0, 1])],
    points,
  );
  const quadrants = lines.map(({ points: [first] }) => first!.map(Math.sign).join(' ')).sort();
  expect(quadrants).toEqual(['-1 -1', '-1 1', '1 -1', '1 1']);
  for (const { closed, points: vertices } of lines) {
    expect(closed).toBe(true);
    let area = 0;
    vertices.forEach(([x, y], k) => {
      const [u, v] = vertices[(k + 1) % vertices.length]!;
      area += 0.5 * (x * v - u * y);
      const rise = ((x * x - 0.2116) ** 2 + (y * y - 0.3969) ** 2) / sigma ** 2;
      expect(Math.abs(rise - LEVEL)).toBeLessThan(1e-4);
    });
    // A circle in x^2 and y^2, around x = 0.46 and y = 0.63.
    const expected = (Math.PI * LEVEL * sigma ** 2) / (4 * 0.46 * 0.63);
    expect(Math.abs(area / expected - 1)).toBeLessThan(0.01);
  }
});

test('a ring between the points of a grid is no island', () => {
  const { lines } = scanOf([0.36], [1e-8], [square('x', [1]), square('y', [1])], 12);
  expect(lines).toEqual([]);
});
