import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaOf, outlineOf, type Region, regionsOf } from './highest-density.ts';

const counts = fc.array(fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 3 });
const heldBy = (region: Region, of: readonly (readonly number[])[]) =>
  of.flatMap((row, i) => row.filter((_, k) => region[i]![k])).reduce((sum, count) => sum + count, 0);

test('of a normal distribution in two dimensions the region is the ellipse of chi-squared', () => {
  const bins = 200;
  const at = (i: number) => -5 + (10 * (i + 0.5)) / bins;
  const density = Array.from({ length: bins }, (_, j) =>
    Array.from({ length: bins }, (_, i) => Math.exp(-(at(i) ** 2 + at(j) ** 2) / 2)),
  );
  const [inner, outer] = regionsOf(density, [0.6827, 0.9]);
  // Within r^2 lies 1 - exp(-r^2 / 2).
  for (const [region, share] of [
    [inner!, 0.6827],
    [outer!, 0.9],
  ] as const) {
    const area = (region.flat().filter(Boolean).length * (10 / bins) ** 2) / Math.PI;
    expect(area / (-2 * Math.log(1 - share))).toBeCloseTo(1, 2);
  }
});

test('a region holds its share, no cell of it could go, and none outside is denser', () => {
  fc.assert(
    fc.property(counts, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (of, share) => {
      const total = of.flat().reduce((sum, count) => sum + count, 0);
      const [region] = regionsOf(of, [share]);
      const inside = of.flatMap((row, i) => row.filter((_, k) => region![i]![k]));
      const outside = of.flatMap((row, i) => row.filter((_, k) => !region![i]![k]));
      if (total === 0) return expect(inside).toEqual([]);
      expect(heldBy(region!, of)).toBeGreaterThanOrEqual(share * total - 1e-9);
      expect(heldBy(region!, of) - Math.min(...inside)).toBeLessThan(share * total);
      expect(Math.max(-1, ...outside)).toBeLessThanOrEqual(Math.min(...inside));
    }),
  );
});

test('the outline is as long as the edges between inside and outside, and the area has a rectangle per row', () => {
  const region = [
    [true, true, false],
    [false, true, false],
  ];
  const place = { xs: [0, 10, 20, 30], ys: [20, 10, 0] };
  const commands = outlineOf(region, place);
  let length = 0;
  for (let i = 0; i < commands.length; i += 2) {
    const [from, to] = [commands[i]!, commands[i + 1]!];
    if (from.op !== 'M' || to.op !== 'L') throw new Error('a stroke has two ends');
    length += Math.hypot(to.x - from.x, to.y - from.y);
  }
  // Three cells in a corner: eight edges of ten points.
  expect(length).toBe(80);
  // A rectangle per row, a hair higher than it.
  const corners = areaOf(region, place).flatMap((command) => (command.op === 'Z' ? [] : [[command.x, command.y]]));
  expect(corners.map(([x]) => x)).toEqual([0, 20, 20, 0, 10, 20, 20, 10]);
  expect(corners[0]![1]).toBeCloseTo(20, 0);
});
