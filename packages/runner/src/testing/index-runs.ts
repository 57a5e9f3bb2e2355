import { join } from 'node:path';
import { newRunId } from '../journal.ts';
import { indexRuns } from '../runs/run-index.ts';
import { Store } from '../store.ts';
import { writeRun } from './written-run.ts';

// A process of its own that enters runs into an index: index-runs.ts STORE COUNT
const [folder, count] = process.argv.slice(2) as [string, string];
const store = new Store(folder);
for (let i = 0; i < Number(count); i++) {
  const run = newRunId();
  writeRun(store, run);
  const results = { study: 'toy', file: join(folder, '../toy.yaml'), folder: join(folder, '../results/toy') };
  await indexRuns(store, [{ run, ...results }]);
  process.stdout.write(`${run}\n`);
}
