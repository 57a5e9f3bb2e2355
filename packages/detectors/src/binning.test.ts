import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binEdges, clipEdges, countEvents, dividedEdges, findBin, fineEdges } from './binning.ts';

const edges = binEdges([0, 8, 12, 16, 60]);

test('edges must increase, be finite, and number at least two', () => {
  expect(edges).toEqual(Float64Array.of(0, 8, 12, 16, 60));
  expect(() => binEdges([1])).toThrow('at least two');
  expect(() => binEdges([0, 2, 2])).toThrow('got 2 after 2');
  expect(() => binEdges([0, Number.NaN])).toThrow('got NaN');
});

describe('clipEdges', () => {
  test('keeps inner edges and makes the ends of the region edges', () => {
    expect(clipEdges(edges, [0, 60])).toEqual(edges);
    expect(clipEdges(edges, [8, 20])).toEqual(Float64Array.of(8, 12, 16, 20));
    expect(clipEdges(edges, [9, 11])).toEqual(Float64Array.of(9, 11));
  });

  test('refuses an empty region and one beyond the binning', () => {
    expect(() => clipEdges(edges, [8, 8])).toThrow('got [8, 8]');
    expect(() => clipEdges(edges, [0, 61])).toThrow('inside the binning [0, 60]');
    expect(() => clipEdges(edges, [-1, 20])).toThrow('got [-1, 20]');
  });
});

describe('fineEdges', () => {
  test('holds every edge exactly, also where multiples of the width are not representable', () => {
    const tenths = binEdges([0, 0.3, 0.7, 1.1]);
    const fine = fineEdges(tenths, 0.1);
    expect(fine).toHaveLength(12);
    for (const edge of tenths) expect(fine).toContain(edge);
  });

  test('refuses edges between fine bins', () => {
    expect(() => fineEdges(binEdges([0, 8.5, 12]), 1)).toThrow('got 8.5');
    expect(() => fineEdges(edges, 0)).toThrow('positive width');
  });
});

describe('bins are half-open', () => {
  test('a value on an edge belongs to the bin that starts there', () => {
    expect([-0.1, 0, 7.999, 8, 59.99, 60].map((value) => findBin(edges, value))).toEqual([-1, 0, 0, 1, 3, -1]);
    expect(findBin(edges, Number.NaN)).toBe(-1);
  });

  test('the bin found is the only one that holds the value', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 });
    fc.assert(
      fc.property(distinct, fc.integer({ min: -1100, max: 1100 }), (list, value) => {
        const grid = binEdges(list.sort((a, b) => a - b));
        const holding = [...grid.keys()].filter(
          (i) => i + 1 < grid.length && value >= grid[i]! && value < grid[i + 1]!,
        );
        expect(findBin(grid, value)).toBe(holding[0] ?? -1);
      }),
    );
  });
});

test('events are counted row-major, those outside either axis left out', () => {
  const time = binEdges([0, 1, 6]);
  const counts = countEvents(
    [edges, time],
    [Float64Array.of(8, 8.5, 59, 60, 3, 3), Float64Array.of(1, 0.5, 5.9, 2, -0.1, 0)],
  );
  expect([...counts]).toEqual([1, 0, 1, 1, 0, 0, 0, 1]);
  expect(() => countEvents([edges, time], [Float64Array.of(1)])).toThrow('Expected 2 columns');
});

test('fine edges are counted from an origin, with edges and break points among them', () => {
  const edges = Float64Array.of(1.3, 2, 3);
  expect([...dividedEdges(edges, { width: 0.5, origin: 0 })]).toEqual([1.3, 1.5, 2, 2.5, 3]);
  expect([...dividedEdges(edges, { width: 0.5, origin: 0 }, [0.2, 1.3, 2.2, 3, 7])]).toEqual([
    1.3, 1.5, 2, 2.2, 2.5, 3,
  ]);
  expect([...dividedEdges(Float64Array.of(0.5, 3.5), { width: 1, origin: 0.5 })]).toEqual([0.5, 1.5, 2.5, 3.5]);
  expect(() => dividedEdges(edges, { width: 0, origin: 0 })).toThrow('a positive width');
});
