import fc from 'fast-check';
import { expect, test } from 'vitest';
import { themeOf } from '../theme.ts';
import { lineStroke, withFittedDashes } from './dashes.ts';

const paper = themeOf('paper');
const line = (length: number) => [
  { x: 0, y: 0 },
  { x: length, y: 0 },
];

test('the first line is solid, the next ones differ in their dashes', () => {
  const dashes = [0, 1, 2, 3].map((place) => JSON.stringify(lineStroke(place, '#000000', 1, paper).dash));
  expect(dashes[0]).toBeUndefined();
  expect(new Set(dashes).size).toBe(4);
});

test('whole dashes fit: a closed line has no seam, an open one ends with a dash', () => {
  const length = fc.double({ min: 2, max: 900, noNaN: true });
  fc.assert(
    fc.property(length, fc.integer({ min: 1, max: 3 }), fc.boolean(), (long, place, closed) => {
      const stroke = lineStroke(place, '#000000', 1, paper);
      const dash = withFittedDashes(stroke, line(closed ? long / 2 : long), closed).dash!;
      const period = dash.reduce((sum, part) => sum + part, 0);
      const count = (long + (closed ? 0 : dash.at(-1)!)) / period;
      expect(count).toBeCloseTo(Math.round(count), 6);
      expect(count).toBeGreaterThan(2.9);
      expect(dash[0]! / dash[1]!).toBeCloseTo(stroke.dash![0]! / stroke.dash![1]!, 9);
    }),
  );
});
