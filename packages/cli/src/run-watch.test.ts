import { joinGraphs } from '@cevns/runner/joint-graph';
import type { RunEvent } from '@cevns/runner/journal';
import { expect, test } from 'vitest';
import { LiveLines } from './live-lines.ts';
import { watchRuns } from './run-watch.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { FakeScreen } from './testing/fake-screen.ts';
import { recorded } from './testing/terminal.ts';

const graphs = (...names: string[]) =>
  joinGraphs(
    names.map((name) => {
      const stage = { id: `${name}/fit`, kind: 'fit', modules: { entry: '@toy/fit' }, inputs: {}, outputs: ['fit'] };
      return { name, stages: [{ ...stage, parameters: {} }] };
    }),
  );
const study = (name: string) => ({ study: { name } });
const campaign = { campaign: { name: 's' } };
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
    const { onEvent } = watchRuns([study('s')], graphs('s'), log ? { ...terminal, log } : terminal, true);
    for (const event of [begin, end]) onEvent(event, 0);
  }
  expect([errors, records]).toEqual([[], []]);
});

test('with --log-json the events are what is printed', () => {
  const { terminal, errors } = recorded();
  const records: object[] = [];
  const log = (record: object) => void records.push(record);
  const { onEvent } = watchRuns([campaign], graphs('s'), { ...terminal, log }, false);
  for (const event of [begin, end]) onEvent(event, 0);
  expect(records).toEqual([begin, end]);
  expect(errors).toEqual([]);
});

test('on a terminal lines are drawn, and an end at any time removes them', () => {
  const { terminal } = recorded();
  const screen = new FakeScreen(80, 24);
  const clock = new FakeClock();
  const watch = watchRuns([campaign], graphs('s'), { ...terminal, live: new LiveLines(screen) }, false, clock);
  watch.onEvent(begin, 0);
  clock.pass(100);
  expect(screen.text).toEqual(['  fit  0/1  0 s']);
  watch.close();
  expect([screen.text, clock.isIdle]).toEqual([[''], true]);
});

test('of several, lines name the study, and a stage they have in common is shown once', () => {
  const { terminal, errors } = recorded();
  const { onEvent } = watchRuns([study('s'), study('t')], graphs('s', 't'), terminal, false);
  for (const event of [begin, end]) onEvent(event, 0);
  onEvent({ event: 'stage-cached', stage: 't/fit', key: 'k' }, 1);
  expect(errors.map((line) => line.trim().replace(/\s+/g, ' '))).toEqual(['s/fit 12 ms first run']);

  const screen = new FakeScreen(80, 24);
  const clock = new FakeClock();
  const live = new LiveLines(screen);
  const watch = watchRuns([study('s'), study('t')], graphs('s', 't'), { ...terminal, live }, false, clock);
  watch.onEvent(begin, 0);
  clock.pass(100);
  expect(screen.text).toEqual(['  fit  0/1  0 s']);
  const over = { event: 'run-end' } as RunEvent;
  watch.onEvent(over, 1);
  clock.pass(100);
  expect(screen.text).toEqual(['  fit  0/1  0 s']);
  watch.onEvent(over, 0);
  clock.pass(100);
  expect(screen.text).toEqual(['  writing results']);
  watch.close();
});
