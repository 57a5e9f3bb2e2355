import { SourceCode } from '../code/source-code.ts';
import { runGraph } from '../run.ts';
import { Store } from '../store.ts';
import { slowGraph } from './slow-graph.ts';

// A process of its own for the tests that kill one: node run-slow-graph.ts HOME STORE
const [home, store] = process.argv.slice(2) as [string, string];
const result = await runGraph(slowGraph(), {
  store: new Store(store),
  code: new SourceCode({ home }),
  jobs: 2,
  onEvent: ({ event }) => process.stdout.write(`${event}\n`),
});
process.stdout.write(`${JSON.stringify(result.counts)}\n`);
