import fs from 'node:fs';
import { SourceCode } from '../code/source-code.ts';
import { runGraph } from '../run.ts';
import { Store } from '../store.ts';
import { slowGraph } from './slow-graph.ts';

// A process of its own, for the tests that kill one: run-slow-graph.ts HOME STORE [stage-end|rename COUNT]
// It kills itself soon after it has finished so many stages, or just before it renames its so-manieth temporary file.
const [home, folder, moment, count] = process.argv.slice(2) as [string, string, string?, string?];
let left = Number(count ?? 0);
const countDown = (what: string, delayMs: number) => {
  if (what !== moment || --left !== 0) return;
  if (delayMs === 0) process.kill(process.pid, 'SIGKILL');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), delayMs);
};
const rename = fs.renameSync;
fs.renameSync = (from, to) => {
  if (String(from).startsWith(folder)) countDown('rename', 0);
  rename(from, to);
};
const store = new Store(folder);
const code = new SourceCode({ home });
const result = await runGraph(slowGraph(), {
  store,
  code,
  jobs: 2,
  onEvent: ({ event }) => countDown(event, 10 * Math.random()),
});
process.stdout.write(`${JSON.stringify(result.counts)}\n`);
