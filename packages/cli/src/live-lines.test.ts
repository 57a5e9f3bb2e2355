import { expect, test } from 'vitest';
import { LiveLines } from './live-lines.ts';
import { FakeScreen } from './testing/fake-screen.ts';

test('lines are drawn in place of those before, however many there were', () => {
  const screen = new FakeScreen(40, 10);
  const live = new LiveLines(screen);
  screen.write('before\n');
  live.show(['a', 'b', 'c']);
  expect(screen.text).toEqual(['before', 'a', 'b', 'c']);
  live.show(['longer than a']);
  expect(screen.text).toEqual(['before', 'longer than a']);
  live.show(['a', 'b']);
  expect(screen.text).toEqual(['before', 'a', 'b']);
  live.clear();
  screen.write('after\n');
  expect(screen.text).toEqual(['before', 'after', '']);
});

test('no line wraps on a narrow terminal, and no more lines are drawn than it has', () => {
  const screen = new FakeScreen(10, 4);
  const live = new LiveLines(screen);
  for (let i = 0; i < 3; i++) live.show(['1234567890123', 'b', 'c', 'd', `e${i}`]);
  expect(screen.text).toEqual(['12345678…', 'b', 'c']);
  live.clear();
  expect(screen.text).toEqual(['']);
});

test('a window that got narrower, so that what is drawn wraps, is cleaned up', () => {
  const screen = new FakeScreen(20, 10);
  const live = new LiveLines(screen);
  screen.write('before\n');
  live.show(['123456789012345', 'b']);
  screen.resize(8);
  expect(screen.text).toEqual(['before', '12345678', '9012345', 'b']);
  live.show(['new']);
  expect(screen.text).toEqual(['before', 'new']);
});

test('nothing is written when nothing changed, and control characters never', () => {
  const screen = new FakeScreen(40, 10);
  const live = new LiveLines(screen);
  live.clear();
  expect(screen.written).toBe('');
  live.show(['a\u001b[2Jb']);
  expect(screen.text).toEqual(['a�[2Jb']);
  const { written } = screen;
  live.show(['a\u001b[2Jb']);
  expect(screen.written).toBe(written);
});
