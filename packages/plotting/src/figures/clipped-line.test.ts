import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clippedLine } from './clipped-line.ts';

const frame = { x: 10, y: 20, width: 100, height: 50 };
const square = (x: number, y: number, side: number) => [
  { x, y },
  { x: x + side, y },
  { x: x + side, y: y + side },
  { x, y: y + side },
];

test('a line inside stays as it is, one outside is gone', () => {
  expect(clippedLine(square(20, 30, 10), true, frame)).toEqual([{ closed: true, points: square(20, 30, 10) }]);
  expect(clippedLine(square(200, 30, 10), true, frame)).toEqual([]);
  // Around the whole frame.
  expect(clippedLine(square(-500, -500, 1000), true, frame)).toEqual([]);
});

test('a line that passes through ends on the frame, also where no vertex is inside', () => {
  const line = [
    { x: 0, y: 45 },
    { x: 200, y: 45 },
  ];
  const ends = [
    { x: 10, y: 45 },
    { x: 110, y: 45 },
  ];
  expect(clippedLine(line, false, frame)).toEqual([{ closed: false, points: ends }]);
});

test('a closed line that leaves once is one open piece, wherever its list of points begins', () => {
  const corners = square(0, 30, 20);
  for (let first = 0; first < 4; first++) {
    const pieces = clippedLine([...corners.slice(first), ...corners.slice(0, first)], true, frame);
    const points = [
      { x: 10, y: 30 },
      { x: 20, y: 30 },
      { x: 20, y: 50 },
      { x: 10, y: 50 },
    ];
    expect(pieces).toEqual([{ closed: false, points }]);
  }
});

test('ends that are on the frame but for rounding are on it', () => {
  const [piece] = clippedLine(
    [
      { x: 10.0001, y: 40 },
      { x: 60, y: 19.9999 },
    ],
    false,
    frame,
  );
  expect(piece!.points).toEqual([
    { x: 10, y: 40 },
    { x: 60, y: 20 },
  ]);
});

test('no vertex is outside, and pieces end on the frame or where the line does', () => {
  const coordinate = fc.double({ min: -100, max: 300, noNaN: true });
  const points = fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(points, fc.boolean(), (line, closed) => {
      for (const piece of clippedLine(line, closed, frame)) {
        for (const { x, y } of piece.points) {
          expect(x >= 10 && x <= 110 && y >= 20 && y <= 70).toBe(true);
        }
        if (piece.closed) continue;
        for (const end of [piece.points[0]!, piece.points.at(-1)!]) {
          const onFrame = [end.x - 10, end.x - 110, end.y - 20, end.y - 70].some((gap) => Math.abs(gap) < 1e-9);
          const isEnd = [line[0]!, line.at(-1)!].some((own) => Math.hypot(own.x - end.x, own.y - end.y) < 0.1);
          expect(onFrame || (!closed && isEnd)).toBe(true);
        }
      }
    }),
  );
});
