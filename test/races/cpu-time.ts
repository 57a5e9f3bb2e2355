import { cpuUsage } from 'node:process';

/** Parts of the rounds of which the fastest counts: other programs on the machine slow down some of them. */
const BATCHES = 10;

/** CPU time of a call in milliseconds, after half as many calls to warm up: the mean of the fastest tenth of the rounds. */
export async function warmMs(call: () => unknown, rounds: number): Promise<number> {
  for (let i = 0; i < Math.ceil(rounds / 2); i++) await call();
  const perBatch = Math.ceil(rounds / BATCHES);
  let fastest = Number.POSITIVE_INFINITY;
  for (let done = 0; done < rounds; done += perBatch) {
    const before = cpuUsage();
    for (let i = 0; i < perBatch; i++) await call();
    const { user, system } = cpuUsage(before);
    fastest = Math.min(fastest, (user + system) / 1000 / perBatch);
  }
  return fastest;
}
