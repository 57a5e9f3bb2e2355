import type { RunEvent } from '@cevns/runner/journal';
import { durationText } from './duration-text.ts';
import type { Terminal } from './terminal.ts';

/** Time between two lines of progress: so long, and never less than a twentieth of the time that has passed, since logs are read. */
const EVERY_MS = 5000;
/** Not even when a tenth more is done is a line worth it sooner. */
const LEAST_MS = 1000;
/** Failures that are told when they happen; all are told at the end. */
const MOST_FAILURES = 5;

/** Prints how many of so many stages are done, every five seconds or every tenth of them. */
export function campaignProgress(
  terminal: Pick<Terminal, 'error'>,
  total: number,
  now: () => number = Date.now,
): (event: RunEvent) => void {
  let cached = 0;
  let done = 0;
  let failed = 0;
  const begin = now();
  let last = { at: begin, done: 0 };
  return (event) => {
    if (event.event === 'stage-cached') cached += 1;
    if (event.event === 'stage-failed') failed += 1;
    if (!['stage-cached', 'stage-end', 'stage-failed', 'stage-skipped'].includes(event.event)) return;
    done += 1;
    if (event.event === 'stage-cached') return;
    const at = now();
    const since = at - last.at;
    const isTenth = Math.floor((10 * done) / total) > Math.floor((10 * last.done) / total);
    if (since < LEAST_MS || (since < Math.max(EVERY_MS, (at - begin) / 20) && !isTenth)) return;
    last = { at, done };
    const apart = [`${cached} cached`, ...(failed === 0 ? [] : [`${failed} failed`])].join(', ');
    terminal.error(
      `  ${done} of ${total} stages (${Math.floor((100 * done) / total)} %; ${apart}), ${durationText((at - begin) / 1000)}`,
    );
  };
}

/** Tells of the first failures of a campaign when they happen. */
export function failuresAsTheyHappen(terminal: Pick<Terminal, 'error'>): (event: RunEvent) => void {
  let failed = 0;
  return (event) => {
    if (event.event !== 'stage-failed' || ++failed > MOST_FAILURES) return;
    terminal.error(`  failed: ${event.message.split('\n')[0]}`);
    if (failed === MOST_FAILURES) terminal.error('  further failures are told at the end');
  };
}
