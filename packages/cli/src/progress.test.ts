import type { RunEvent } from '@cevns/runner/journal';
import { expect, test } from 'vitest';
import { progressOf } from './progress.ts';
import { recorded } from './testing/terminal.ts';

const begin = (stage: string, text: string): RunEvent => ({
  event: 'stage-begin',
  stage,
  key: 'k',
  reason: { kind: 'inputs', text },
});
const end = (stage: string): RunEvent => ({ event: 'stage-end', stage, key: 'k', durationMs: 12.4 });

test('a line for every stage that was computed, when it ends, with its own reason', () => {
  const { terminal, errors, printed } = recorded();
  const onEvent = progressOf('csi', terminal);
  onEvent(begin('csi/flux', 'first run'));
  onEvent(begin('csi/analysis/fit', 'inputs.model: output model of csi/model changed'));
  expect(errors).toEqual([]);
  onEvent(end('csi/analysis/fit'));
  onEvent(end('csi/flux'));
  expect(errors.map((line) => line.trim().replace(/\s+/g, ' '))).toEqual([
    'analysis/fit 12 ms inputs.model: output model of model changed',
    'flux 12 ms first run',
  ]);
  expect(printed).toEqual([]);
});

test('unchanged stages are not worth a line', () => {
  const { terminal, errors } = recorded();
  progressOf('csi', terminal)({ event: 'stage-cached', stage: 'csi/flux', key: 'k' });
  expect(errors).toEqual([]);
});
