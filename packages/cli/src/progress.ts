import type { RunEvent } from '@cevns/runner/journal';
import type { Terminal } from './terminal.ts';
import { withinStudy } from './within-study.ts';

/**
 * Prints a line for every stage that is computed, with its time and why it ran. Unchanged stages are only counted.
 *
 * @param study whose name goes without saying; undefined when several run
 */
export function progressOf(study: string | undefined, terminal: Pick<Terminal, 'error'>): (event: RunEvent) => void {
  const reasons = new Map<string, string>();
  return (event) => {
    if (event.event === 'stage-begin') reasons.set(event.stage, event.reason.text);
    if (event.event !== 'stage-end') return;
    const stage = study === undefined ? event.stage : event.stage.slice(study.length + 1);
    const text = reasons.get(event.stage) ?? '';
    const reason = study === undefined ? text : withinStudy(text, study);
    terminal.error(`  ${stage.padEnd(32)} ${event.durationMs.toFixed(0).padStart(6)} ms  ${reason}`.trimEnd());
  };
}
