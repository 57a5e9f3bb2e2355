import type { GraphNode } from '@cevns/runner/graph';
import type { RunEvent } from '@cevns/runner/journal';
import { durationText } from './duration-text.ts';
import type { LiveLines } from './live-lines.ts';

/** Time as progress sees it. */
export interface Clock {
  /** Milliseconds since any moment. */
  now(): number;
  /** Calls again and again until the returned function is called. */
  every(milliseconds: number, action: () => void): () => void;
}

/** The clock of the process; it does not keep the process alive. */
export const processClock: Clock = {
  now: () => performance.now(),
  every: (milliseconds, action) => {
    const timer = setInterval(action, milliseconds).unref();
    return () => clearInterval(timer);
  },
};

/** Time between two drawings. */
const REDRAW_MS = 100;

interface KindCounts {
  readonly kind: string;
  total: number;
  cached: number;
  ran: number;
  failed: number;
  skipped: number;
  /** Ids of stages: one that was sent to a busy worker may be taken back, and begins a second time. */
  readonly running: Set<string>;
  /** When a stage of this kind first ran, and how many had come to an end by then. */
  first?: { readonly at: number; readonly ended: number };
}

function newCounts(kind: string): KindCounts {
  return { kind, total: 0, cached: 0, ran: 0, failed: 0, skipped: 0, running: new Set() };
}

/** One line for every kind of stage that is running: how many are done, how fast it goes, and how long it will take. */
export class LiveProgress {
  readonly #live: LiveLines;
  readonly #clock: Clock;
  readonly #kinds = new Map<string, KindCounts>();
  readonly #byStage = new Map<string, KindCounts>();
  readonly #stop: () => void;
  /** Runs that are not over. */
  #open: number;

  constructor(live: LiveLines, nodes: readonly Pick<GraphNode, 'stage'>[], runs: number, clock: Clock = processClock) {
    this.#open = runs;
    this.#live = live;
    this.#clock = clock;
    for (const {
      stage: { id, kind },
    } of nodes) {
      const counts = this.#kinds.get(kind) ?? newCounts(kind);
      counts.total += 1;
      this.#kinds.set(kind, counts);
      this.#byStage.set(id, counts);
    }
    this.#stop = clock.every(REDRAW_MS, () => this.#draw());
  }

  receive(event: RunEvent): void {
    if (event.event === 'run-end') this.#open -= 1;
    if (!('stage' in event)) return;
    const counts = this.#byStage.get(event.stage);
    if (counts === undefined) return;
    if (event.event === 'stage-begin') {
      counts.running.add(event.stage);
      counts.first ??= { at: this.#clock.now(), ended: ended(counts) };
    } else if (event.event === 'stage-cached') counts.cached += 1;
    else if (event.event === 'stage-skipped') counts.skipped += 1;
    else {
      counts.running.delete(event.stage);
      counts[event.event === 'stage-end' ? 'ran' : 'failed'] += 1;
    }
  }

  /** Ends the drawing and removes what is drawn. */
  close(): void {
    this.#stop();
    this.#live.clear();
  }

  #draw(): void {
    if (this.#open === 0) {
      this.#live.show(['  writing results']);
      return;
    }
    const active = [...this.#kinds.values()].filter(({ running }) => running.size > 0);
    const width = Math.max(...active.map(({ kind }) => kind.length), 0);
    this.#live.show(active.map((counts) => lineOf(counts, width, this.#clock.now())));
  }
}

/** Stages that came to an end; one that is computed again, since its output was lost, counts once. */
function ended({ total, cached, ran, failed, skipped }: KindCounts): number {
  return Math.min(total, cached + ran + failed + skipped);
}

function lineOf(counts: KindCounts, width: number, now: number): string {
  const { kind, total, cached, failed, ran, first } = counts;
  const done = ended(counts);
  const apart = [cached > 0 ? `${cached} cached` : '', failed > 0 ? `${failed} failed` : ''].filter(Boolean).join(', ');
  const parts = [
    `  ${kind.padEnd(width)}  ${String(done).padStart(String(total).length)}/${total}`,
    apart && ` (${apart})`,
  ];
  const seconds = (now - first!.at) / 1000;
  const since = done - first!.ended;
  if (ran > 0 && since > 0 && seconds > 0) {
    parts.push(`  ${rateText(ran / seconds)}  ${durationText(((total - done) * seconds) / since)} left`);
  } else parts.push(`  ${durationText(seconds)}`);
  return parts.join('');
}

function rateText(perSecond: number): string {
  if (perSecond < 0.1) return `${(60 * perSecond).toPrecision(2)}/min`;
  return `${perSecond < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0)}/s`;
}
