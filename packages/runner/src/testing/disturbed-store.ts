import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { SourceCode } from '../code/source-code.ts';
import { runGraph } from '../run.ts';
import type { RunResult } from '../run-result.ts';
import { indexRuns, listRuns } from '../runs/run-index.ts';
import { Store } from '../store.ts';
import { inspectStore } from '../upkeep/inspect-store.ts';
import { endOf, linkRunner, startScript } from './child-process.ts';
import { addSlowStage, slowGraph } from './slow-graph.ts';
import { makeToyWorkspace } from './toy-workspace.ts';

/**
 * Two runs of the same graph and a garbage collector without mercy work on one store, and all are killed at a random moment, so many
 * times. Expects that then a run gives what an undisturbed one gives, and that nothing was left behind that hinders it.
 */
export async function disturb(times: number): Promise<void> {
  const toy = makeToyWorkspace();
  try {
    linkRunner(toy);
    addSlowStage(toy);
    const run = (folder: string): Promise<RunResult> =>
      runGraph(slowGraph(), { store: new Store(folder), code: new SourceCode({ home: toy.home }), jobs: 2 });
    const undisturbed = outputsOf(await run(join(toy.home, 'undisturbed')));
    const store = new Store(toy.storeFolder);
    for (let i = 0; i < times; i++) {
      const children = await Promise.all([
        startScript('run-slow-graph.ts', toy.home, store.folder),
        startScript('run-slow-graph.ts', toy.home, store.folder),
        startScript('collect-again-and-again.ts', store.folder),
      ]);
      await killAfter(children, 200 + 700 * Math.random());
    }
    await expectToFinish(toy.home, store.folder);
    const last = await run(store.folder);
    expect(outputsOf(last)).toEqual(undisturbed);
    expect(inspectStore(store).faults).toEqual([]);
    await indexRuns(store, [{ run: last.run, study: 'slow', file: 'slow.yaml', folder: 'results/slow' }]);
    const runs = listRuns(store);
    expect(runs[0]).toMatchObject({ run: last.run, status: 'succeeded' });
    expect(runs.slice(1).filter(({ status }) => status === 'running')).toEqual([]);
    expect(fs.readdirSync(store.folder).filter((name) => name.includes('lock'))).toEqual([]);
    expect((await run(store.folder)).counts).toMatchObject({ cached: 30, ran: 0 });
  } finally {
    toy.remove();
  }
}

/** A run beside the collector comes to its end, whatever vanishes. */
async function expectToFinish(home: string, folder: string): Promise<void> {
  const collector = await startScript('collect-again-and-again.ts', folder);
  const run = async () => endOf(await startScript('run-slow-graph.ts', home, folder));
  try {
    for (const { output, errors } of await Promise.all([run(), run()]))
      expect(output, errors).toContain('"failed":0,"skipped":0}');
  } finally {
    await killAfter([collector], 0);
  }
}

async function killAfter(children: readonly ChildProcess[], ms: number): Promise<void> {
  const closed = children.map((child) => once(child, 'close'));
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(closed);
}

function outputsOf({ stages }: RunResult): Record<string, unknown> {
  return Object.fromEntries([...stages].map(([id, { key, outputs }]) => [id, { key, outputs }]));
}
