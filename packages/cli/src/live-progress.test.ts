import type { RunEvent } from '@cevns/runner/journal';
import type { StageSpec } from '@cevns/runner/stage';
import { beforeEach, expect, test } from 'vitest';
import { LiveLines } from './live-lines.ts';
import { LiveProgress } from './live-progress.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { FakeScreen } from './testing/fake-screen.ts';

const stage = (kind: string, i: number) => ({ stage: { id: `s/${kind}/${i}`, kind } as StageSpec });
const ids = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const nodes = [...ids(100).map((i) => stage('model', i)), ...ids(100).map((i) => stage('fit', i))];

let clock: FakeClock;
let screen: FakeScreen;
let progress: LiveProgress;
beforeEach(() => {
  clock = new FakeClock();
  screen = new FakeScreen(80, 24);
  progress = new LiveProgress(new LiveLines(screen), nodes, 1, clock);
});

function tell(event: 'stage-begin' | 'stage-end' | 'stage-cached' | 'stage-failed', kind: string, i: number): void {
  progress.receive({ event, stage: `s/${kind}/${i}`, key: 'k', durationMs: 1, message: 'no' } as unknown as RunEvent);
}

test('a line per kind that is running: counts, rate and time left from the stages since it began', () => {
  for (const i of ids(20)) tell('stage-cached', 'model', i);
  for (let i = 20; i < 40; i++) {
    tell('stage-begin', 'model', i);
    clock.pass(500);
    tell('stage-end', 'model', i);
  }
  tell('stage-begin', 'model', 40);
  tell('stage-begin', 'fit', 0);
  clock.pass(100);
  // 20 in 10.1 s; 60 remain.
  expect(screen.text).toEqual(['  model   40/100 (20 cached)  2.0/s  30 s left', '  fit      0/100  0 s']);
  tell('stage-end', 'model', 40);
  tell('stage-failed', 'fit', 0);
  tell('stage-begin', 'fit', 1);
  clock.pass(100);
  expect(screen.text).toEqual(['  fit    1/100 (1 failed)  0 s']);
});

test('a stage that begins a second time, since its worker was busy, is not running for ever', () => {
  for (const event of ['stage-begin', 'stage-begin', 'stage-end'] as const) tell(event, 'fit', 0);
  clock.pass(100);
  expect(screen.text).toEqual(['']);
});

test('a thousand events a second are drawn ten times', () => {
  let drawn = 0;
  const write = screen.write.bind(screen);
  screen.write = (text) => {
    drawn += 1;
    return write(text);
  };
  for (const i of ids(100)) {
    tell('stage-begin', 'fit', i);
    for (let k = 0; k < 10; k++) clock.pass(1);
    if (i < 99) tell('stage-end', 'fit', i);
  }
  expect(drawn).toBeGreaterThan(5);
  expect(drawn).toBeLessThanOrEqual(10);
});

test('the end says that results are written, and leaves neither line nor timer', () => {
  tell('stage-begin', 'fit', 0);
  clock.pass(100);
  tell('stage-end', 'fit', 0);
  progress.receive({ event: 'run-end' } as RunEvent);
  clock.pass(100);
  expect(screen.text).toEqual(['  writing results']);
  progress.close();
  expect(screen.text).toEqual(['']);
  expect(clock.isIdle).toBe(true);
});
