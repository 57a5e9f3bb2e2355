import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { endOf, type ProcessEnd, startScript } from './child-process.ts';
import type { DescribedRun } from './run-described-graph.ts';
import type { ToyWorkspace } from './toy-workspace.ts';

/**
 * Runs a graph in a process of its own; the toy workspace has to be linked with `linkRunner`.
 *
 * @param begun called when the run has begun
 */
export async function runInProcess(
  toy: ToyWorkspace,
  run: DescribedRun,
  begun: (child: ChildProcess) => void = () => {},
): Promise<ProcessEnd> {
  const description = join(fs.mkdtempSync(join(toy.home, 'run-')), 'run.json');
  fs.writeFileSync(description, JSON.stringify(run));
  const child = await startScript('run-described-graph.ts', description);
  child.stdout!.once('data', () => begun(child));
  return endOf(child);
}
