import type { JointGraph } from '@cevns/runner/joint-graph';
import type { RunEvent } from '@cevns/runner/journal';
import { campaignProgress, failuresAsTheyHappen } from './campaign-progress.ts';
import { type Clock, LiveProgress, processClock } from './live-progress.ts';
import { progressOf } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Shows runs while they go on. */
export interface RunWatch {
  /** @param part number of the study or campaign that is told of the event */
  readonly onEvent: (event: RunEvent, part: number) => void;
  /** Removes what is drawn; to be called however the runs end. */
  close(): void;
}

/** What is watched: of a study every stage counts, of a campaign how many there are. */
export type Watched = { readonly study: { readonly name: string } } | { readonly campaign: { readonly name: string } };

/**
 * How runs are shown: as JSON records with `--log-json`, not at all with `--quiet`, with a line per kind of stage that is drawn again
 * where a person watches, and with plain lines elsewhere. A stage that several have in common is shown once.
 */
export function watchRuns(
  watched: readonly Watched[],
  graph: Pick<JointGraph, 'nodes' | 'byId'>,
  terminal: Terminal,
  quiet: boolean,
  clock: Clock = processClock,
): RunWatch {
  const { live, log } = terminal;
  if (quiet) return { onEvent: () => {}, close: () => {} };
  if (log !== undefined) return { onEvent: log, close: () => {} };
  const isOne = watched.length === 1;
  const lines = watched.map((item) =>
    'study' in item ? progressOf(isOne ? item.study.name : undefined, terminal) : failuresAsTheyHappen(terminal),
  );
  const isSecond = (event: RunEvent): boolean =>
    'stage' in event && graph.byId.get(event.stage)?.stage.id !== event.stage;
  if (live === undefined) {
    const hasCampaign = watched.some((item) => 'campaign' in item);
    const progress = hasCampaign ? campaignProgress(terminal, graph.nodes.length, () => clock.now()) : () => {};
    return {
      onEvent: (event, part) => {
        lines[part]!(event);
        if (!isSecond(event)) progress(event);
      },
      close: () => {},
    };
  }
  const progress = new LiveProgress(live, graph.nodes, watched.length, clock);
  return {
    onEvent: (event, part) => {
      if (!isSecond(event)) progress.receive(event);
      lines[part]!(event);
    },
    close: () => progress.close(),
  };
}
