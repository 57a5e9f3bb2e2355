import { expect, test } from 'vitest';
import type { Box, Point } from '../primitives.ts';
import { clippedLine } from './clipped-line.ts';
import { enclosedRegion, regionBoxes } from './enclosed-region.ts';

const frame: Box = { x: 0, y: 0, width: 100, height: 100 };

/** A circle that has its inside (or outside) to the left, as one sees it on paper. */
function circle(x: number, y: number, radius: number, allowed: 'inside' | 'outside' = 'inside') {
  const points = Array.from({ length: 72 }, (_, i): Point => {
    const angle = ((allowed === 'inside' ? -1 : 1) * 2 * Math.PI * i) / 72;
    return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
  });
  return { closed: true, points };
}

const slanted = (offset: number, direction: 1 | -1) => {
  const points = [
    { x: offset - 200, y: 200 },
    { x: offset + 200, y: -200 },
  ];
  return { closed: false, points: direction === 1 ? points : points.reverse() };
};

/** Share of a grid of points at which the boxes of the region and a condition agree. */
function agreement(
  lines: readonly { closed: boolean; points: Point[] }[],
  isAllowed: (x: number, y: number) => boolean,
) {
  const pieces = lines.flatMap(({ points, closed }) => clippedLine(points, closed, frame));
  const boxes = regionBoxes(enclosedRegion(pieces, frame), frame, 1);
  let agreeing = 0;
  let most = 0;
  for (let i = 0; i < 100; i++) {
    for (let j = 0; j < 100; j++) {
      const [x, y] = [i + 0.5, j + 0.5];
      const covered = boxes.filter((box) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + 1).length;
      most = Math.max(most, covered);
      if ((covered === 1) === isAllowed(x, y)) agreeing++;
    }
  }
  expect(most).toBeLessThan(2);
  return agreeing / 10_000;
}

const within = (x: number, y: number, radius: number) => (px: number, py: number) =>
  Math.hypot(px - x, py - y) < radius;

test('a ring with an island in its hole, and islands apart from it', () => {
  const lines = [circle(40, 40, 30), circle(40, 40, 20, 'outside'), circle(40, 40, 8), circle(85, 85, 6)];
  const isAllowed = (x: number, y: number) => {
    const r = Math.hypot(x - 40, y - 40);
    return (r < 30 && r > 20) || r < 8 || within(85, 85, 6)(x, y);
  };
  expect(agreement(lines, isAllowed)).toBeGreaterThan(0.995);
});

test('everything but an island', () => {
  expect(agreement([circle(50, 50, 20, 'outside')], (x, y) => !within(50, 50, 20)(x, y))).toBeGreaterThan(0.995);
});

test('two bands across the frame, and what they leave', () => {
  // Left of a line up to the right is above it on paper.
  const inBand = (x: number, y: number) => (x + y > 60.5 && x + y < 80.5) || (x + y > 130.5 && x + y < 150.5);
  const lines = ([1, -1] as const).map((way) => [
    slanted(60.5, -way as 1 | -1),
    slanted(80.5, way),
    slanted(130.5, -way as 1 | -1),
    slanted(150.5, way),
  ]);
  expect(agreement(lines[0]!, inBand)).toBeGreaterThan(0.999);
  expect(agreement(lines[1]!, (x, y) => !inBand(x, y))).toBeGreaterThan(0.999);
});

test('a ring that reaches beyond the frame on two sides, at the corner where closing begins too', () => {
  for (const [x, y] of [
    [90, 50],
    [5, 5],
    [95, 95],
    [50, 2],
  ] as const) {
    const isAllowed = (px: number, py: number) => within(x, y, 30)(px, py) && !within(x, y, 20)(px, py);
    expect(agreement([circle(x, y, 30), circle(x, y, 20, 'outside')], isAllowed)).toBeGreaterThan(0.99);
  }
});

test('no region without lines, nor where a line ends inside the frame', () => {
  expect(enclosedRegion([], frame)).toEqual([]);
  const points = [
    { x: 0, y: 50 },
    { x: 50, y: 50 },
  ];
  expect(enclosedRegion([{ closed: false, points }], frame)).toEqual([]);
});
