import type { RunEvent } from '@cevns/runner/journal';
import { expect, test } from 'vitest';
import { campaignProgress, failuresAsTheyHappen } from './campaign-progress.ts';
import { recorded } from './testing/terminal.ts';

function campaign(stages: number) {
  const { terminal, errors } = recorded();
  let at = 0;
  const onEvent = campaignProgress(terminal, stages, () => at);
  const tell = (event: RunEvent['event'], afterMs = 0): void => {
    at += afterMs;
    onEvent({ event } as RunEvent);
  };
  return { errors, tell };
}

test('a line for every tenth, when a second has passed', () => {
  const { errors, tell } = campaign(100);
  for (let i = 0; i < 20; i++) tell('stage-cached');
  for (let i = 0; i < 80; i++) tell('stage-end', 200);
  expect(errors).toEqual([
    '  25 of 100 stages (25 %; 20 cached), 1 s',
    '  30 of 100 stages (30 %; 20 cached), 2 s',
    '  40 of 100 stages (40 %; 20 cached), 4 s',
    '  50 of 100 stages (50 %; 20 cached), 6 s',
    '  60 of 100 stages (60 %; 20 cached), 8 s',
    '  70 of 100 stages (70 %; 20 cached), 10 s',
    '  80 of 100 stages (80 %; 20 cached), 12 s',
    '  90 of 100 stages (90 %; 20 cached), 14 s',
    '  100 of 100 stages (100 %; 20 cached), 16 s',
  ]);
});

test('a line every five seconds when a tenth takes longer, with what failed', () => {
  const { errors, tell } = campaign(1000);
  tell('stage-failed', 1000);
  for (let i = 0; i < 9; i++) tell('stage-end', 1000);
  expect(errors).toEqual([
    '  5 of 1000 stages (0 %; 0 cached, 1 failed), 5 s',
    '  10 of 1000 stages (1 %; 0 cached, 1 failed), 10 s',
  ]);
});

test('a campaign of hours does not fill the log', () => {
  const { errors, tell } = campaign(1_000_000);
  for (let i = 0; i < 3600; i++) tell('stage-end', 1000);
  expect(errors.length).toBeLessThan(120);
});

test('an unchanged campaign has nothing to tell', () => {
  const { errors, tell } = campaign(100);
  for (let i = 0; i < 100; i++) tell('stage-cached', 1000);
  expect(errors).toEqual([]);
});

test('only the first failures are told when they happen', () => {
  const { terminal, errors } = recorded();
  const onEvent = failuresAsTheyHappen(terminal);
  for (let i = 0; i < 100; i++) onEvent({ event: 'stage-failed', message: `s/${i}: no\n  details` } as RunEvent);
  expect(errors).toEqual([
    ...[0, 1, 2, 3, 4].map((i) => `  failed: s/${i}: no`),
    '  further failures are told at the end',
  ]);
});
