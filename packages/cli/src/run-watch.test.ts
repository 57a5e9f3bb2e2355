import type { RunEvent } from '@cevns/runner/journal';
import type { StageSpec } from '@cevns/runner/stage';
import { expect, test } from 'vitest';
import { LiveLines } from './live-lines.ts';
import { watchRun } from './run-watch.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { FakeScreen } from './testing/fake-screen.ts';
import { recorded } from './testing/terminal.ts';

const graph = { stages: [{ id: 's/fit', kind: 'fit' } as StageSpec] };
const watched = (kind: 'study' | 'campaign') => ({ kind, name: 's', graph });
const begin: RunEvent = {
  event: 'stage-begin',
  stage: 's/fit',
  key: 'k',
  reason: { kind: 'inputs', text: 'first run' },
};
const end: RunEvent = { event: 'stage-end', stage: 's/fit', key: 'k', durationMs: 12 };

test('quiet is quiet, with --log-json too', () => {
  const { terminal, errors } = recorded();
  const records: object[] = [];
  for (const log of [undefined, (record: object) => void records.push(record)]) {
    const { onEvent } = watchRun(watched('study'), log ? { ...terminal, log } : terminal, true);
    for (const event of [begin, end]) onEvent(event);
  }
  expect([errors, records]).toEqual([[], []]);
});

test('with --log-json the events are what is printed', () => {
  const { terminal, errors } = recorded();
  const records: object[] = [];
  const { onEvent } = watchRun(watched('campaign'), { ...terminal, log: (record) => void records.push(record) }, false);
  for (const event of [begin, end]) onEvent(event);
  expect(records).toEqual([begin, end]);
  expect(errors).toEqual([]);
});

test('on a terminal lines are drawn, and an end at any time removes them', () => {
  const { terminal } = recorded();
  const screen = new FakeScreen(80, 24);
  const clock = new FakeClock();
  const watch = watchRun(watched('campaign'), { ...terminal, live: new LiveLines(screen) }, false, clock);
  watch.onEvent(begin);
  clock.pass(100);
  expect(screen.text).toEqual(['  fit  0/1  0 s']);
  watch.close();
  expect([screen.text, clock.isIdle]).toEqual([[''], true]);
});
