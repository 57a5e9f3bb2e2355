import type { RunEvent } from '@cevns/runner/journal';
import type { OpenedStudy } from '@cevns/studies/open-study';
import type { Terminal } from './terminal.ts';
import { withinStudy } from './within-study.ts';

/** Prints a line for every stage that is computed, with its time and why it ran. Unchanged stages are only counted. */
export function progressOf({ name }: Pick<OpenedStudy, 'name'>, terminal: Terminal): (event: RunEvent) => void {
  const reasons = new Map<string, string>();
  return (event) => {
    if (event.event === 'stage-begin') reasons.set(event.stage, event.reason.text);
    if (event.event !== 'stage-end') return;
    const stage = event.stage.slice(name.length + 1);
    const reason = withinStudy(reasons.get(event.stage) ?? '', name);
    terminal.error(`  ${stage.padEnd(32)} ${event.durationMs.toFixed(0).padStart(6)} ms  ${reason}`.trimEnd());
  };
}
