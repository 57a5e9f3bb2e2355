import fs from 'node:fs';
import { SourceCode } from '../code/source-code.ts';
import type { StageGraph } from '../graph.ts';
import { materialise } from '../materialise.ts';
import { runGraph } from '../run.ts';
import { Store } from '../store.ts';

/** What a process of its own is to run. */
export interface DescribedRun {
  readonly graph: StageGraph;
  readonly home: string;
  readonly store: string;
  readonly jobs: number;
  /** Where the first output of each stage is written when all is done. */
  readonly results?: string;
  /** It kills itself when so many events have happened. */
  readonly killAfter?: number;
}

// run-described-graph.ts FILE: for the tests that kill a process, which may also come from outside.
const described = JSON.parse(fs.readFileSync(process.argv[2]!, 'utf8')) as DescribedRun;
const { graph, home, store, jobs, results, killAfter } = described;
let events = 0;
const result = await runGraph(graph, {
  store: new Store(store),
  code: new SourceCode({ home }),
  jobs,
  onEvent: () => {
    // The line says that it has come so far.
    if (++events === 1) fs.writeSync(1, 'begun\n');
    if (events === killAfter) process.kill(process.pid, 'SIGKILL');
  },
});
if (results !== undefined) {
  const files = graph.stages.map(({ id, outputs }) => ({ path: id, content: result.artifact(id, outputs[0]!) }));
  materialise(results, files);
}
fs.writeSync(1, `${JSON.stringify(result.counts)}\n`);
