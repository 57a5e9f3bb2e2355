import type { StageGraph } from '@cevns/runner/graph';
import type { RunEvent } from '@cevns/runner/journal';
import { campaignProgress, failuresAsTheyHappen } from './campaign-progress.ts';
import { type Clock, LiveProgress, processClock } from './live-progress.ts';
import { progressOf } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Shows a run while it goes on. */
export interface RunWatch {
  readonly onEvent: (event: RunEvent) => void;
  /** Removes what is drawn; to be called however the run ends. */
  close(): void;
}

/** What is watched: of a study every stage counts, of a campaign how many there are. */
export interface Watched {
  readonly kind: 'study' | 'campaign';
  readonly name: string;
  readonly graph: Pick<StageGraph, 'stages'>;
}

/**
 * How a run is shown: as JSON records with `--log-json`, not at all with `--quiet`, with a line per kind of stage that is drawn again
 * where a person watches, and with plain lines elsewhere.
 */
export function watchRun(
  { kind, name, graph }: Watched,
  terminal: Terminal,
  quiet: boolean,
  clock: Clock = processClock,
): RunWatch {
  const { live, log } = terminal;
  if (quiet) return { onEvent: () => {}, close: () => {} };
  if (log !== undefined) return { onEvent: log, close: () => {} };
  const lines = [kind === 'study' ? progressOf({ name }, terminal) : failuresAsTheyHappen(terminal)];
  if (live === undefined) {
    if (kind === 'campaign') lines.push(campaignProgress(terminal, () => clock.now()));
    return { onEvent: (event) => lines.forEach((line) => void line(event)), close: () => {} };
  }
  const progress = new LiveProgress(live, graph, clock);
  return {
    onEvent: (event) => {
      progress.receive(event);
      for (const line of lines) line(event);
    },
    close: () => progress.close(),
  };
}
