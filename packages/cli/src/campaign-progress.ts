import type { RunEvent } from '@cevns/runner/journal';
import type { Terminal } from './terminal.ts';

/** Time between two lines of progress. */
const EVERY_MS = 2000;

/** Prints, every two seconds, how many stages of a campaign are done, and tells of each failure when it happens. */
export function campaignProgress(terminal: Terminal, now: () => number = Date.now): (event: RunEvent) => void {
  let total = 0;
  let done = 0;
  let failed = 0;
  let last = now();
  return (event) => {
    if (event.event === 'run-begin') total = event.stages;
    if (event.event === 'stage-failed') {
      failed += 1;
      terminal.error(`  failed: ${event.message.split('\n')[0]}`);
    }
    if (!['stage-cached', 'stage-end', 'stage-failed', 'stage-skipped'].includes(event.event)) return;
    done += 1;
    if (event.event === 'stage-cached' || now() - last < EVERY_MS) return;
    last = now();
    terminal.error(`  ${done} of ${total} stages${failed === 0 ? '' : `, ${failed} failed`}`);
  };
}
