import { expect, test } from 'vitest';
import { overlaps, placeBlocks } from './placement.ts';
import { themeOf } from './theme.ts';

const theme = themeOf('paper');
const frame = { x: 20, y: 5, width: 200, height: 150 };
const entries = ['Data', 'Signal', 'Background'].map((label) => ({ label, symbol: { kind: 'point' } as const }));

test('an empty frame: legend upper right, remarks upper left', () => {
  const placed = placeBlocks(frame, entries, ['Remark'], [], theme);
  const [legend, remarks] = placed?.boxes ?? [];
  expect(legend!.x).toBeGreaterThan(120);
  expect(legend!.y).toBeLessThan(15);
  expect(remarks!.x).toBeLessThan(30);
  expect(remarks!.y).toBeLessThan(15);
});

test('an occupied corner sends the legend elsewhere, inside the frame and off the obstacle', () => {
  const obstacle = { x: 120, y: 5, width: 100, height: 150 };
  const placed = placeBlocks(frame, entries, ['Remark'], [obstacle], theme);
  expect(placed).not.toBeNull();
  for (const box of placed!.boxes) {
    expect(overlaps(box, obstacle)).toBe(false);
    expect(box.x).toBeGreaterThan(frame.x);
    expect(box.y + box.height).toBeLessThan(frame.y + frame.height);
  }
  expect(overlaps(placed!.boxes[0]!, placed!.boxes[1]!)).toBe(false);
});

test('low room above the content is used by several columns', () => {
  const low = { x: 20, y: 36, width: 200, height: 119 };
  expect(placeBlocks(frame, entries, [], [low], theme)?.boxes[0]?.height).toBeLessThan(25);
});

test('a full frame has no place', () => {
  expect(placeBlocks(frame, entries, [], [frame], theme)).toBeNull();
});
