import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled, type Peer, peers, seconds } from './peers.ts';
import { freshFolder, type Shape, SyntheticProgram } from './synthetic-program.ts';

/** Time of a run in which everything, and of one in which nothing has to be done, in seconds. */
interface Times {
  readonly cold: number | undefined;
  readonly unchanged: number;
}

/**
 * Synthetic studies side by side with the build tools that the machine has, whole processes, median of several runs:
 * 10,000 stages beside each other, 1000 chains of five, and the memory of 10,000 chains of five.
 *
 * @throws Error if a sum is wrong, or if something runs that need not
 */
export async function race(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cevns-race-'));
  try {
    const program = await SyntheticProgram.build(folder);
    for (const peer of peers) if (!isInstalled(peer.name)) print(`runner: ${peer.name} is not installed, left out`);
    for (const shape of [
      { chains: 10_000, length: 1 },
      { chains: 1000, length: 5 },
      { chains: 1000, length: 1 },
    ]) {
      const own = timesOf(program, folder, shape);
      const { chains, length } = shape;
      print(`runner: ${chains} x ${length} stages: cold ${show(own.cold!)}, unchanged ${show(own.unchanged)}`);
      for (const peer of peers) {
        // Each tool once at the size that it can do.
        const small = chains * length <= 1000;
        if (small !== peer.maximum <= 1000 || !isInstalled(peer.name)) continue;
        compare(peer, timesOfPeer(peer, folder, shape), own);
      }
    }
    const store = freshFolder(folder);
    const cold = program.run(store, { chains: 10_000, length: 5 });
    const unchanged = program.run(store, { chains: 10_000, length: 5 });
    print(
      `runner: 10000 x 5 stages: cold ${show(cold.seconds)} with ${cold.memoryMB.toFixed(0)} MB, ` +
        `unchanged ${show(unchanged.seconds)} with ${unchanged.memoryMB.toFixed(0)} MB`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timesOf(program: SyntheticProgram, folder: string, shape: Shape): Times {
  const count = shape.chains * shape.length;
  const stores = [freshFolder(folder), freshFolder(folder), freshFolder(folder)];
  const run = (store: string, expected: number) => {
    const { seconds, ran } = program.run(store, shape);
    if (ran !== expected) throw new Error(`synthetic study: ${ran} stages ran, expected ${expected}`);
    return seconds;
  };
  const cold = median(stores.map((store) => run(store, count)));
  // A file is trusted by its times only when they are older than a clock of a file system is coarse.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2600);
  const unchanged = median([0, 1, 0, 1, 0, 1].map((i) => run(stores[i]!, 0)));
  return { cold, unchanged };
}

function timesOfPeer(peer: Peer, parent: string, shape: Shape): Times {
  const folder = freshFolder(parent);
  peer.write(folder, shape);
  const first = peer.cold ?? peer.prepare;
  const firstSeconds = first && seconds(folder, first);
  const unchanged = median([0, 1, 2].map(() => seconds(folder, peer.unchanged)));
  return { cold: peer.cold && firstSeconds, unchanged };
}

function compare({ name, looksAt }: Peer, times: Times, own: Times): void {
  const parts = [`unchanged ${show(times.unchanged)} (${ratio(times.unchanged, own.unchanged)})`];
  if (times.cold !== undefined) parts.unshift(`cold ${show(times.cold)} (${ratio(times.cold, own.cold!)})`);
  print(`  ${name}: ${parts.join(', ')}; looks at ${looksAt}`);
}

/** The time of a peer as a multiple of our own. */
function ratio(peer: number, own: number): string {
  return `${(peer / own).toPrecision(2)} x`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function show(seconds: number): string {
  return `${seconds.toFixed(2)} s`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
