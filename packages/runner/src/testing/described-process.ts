import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SourceCode } from '../code/source-code.ts';
import type { DescribedRun } from './run-described-graph.ts';
import type { ToyWorkspace } from './toy-workspace.ts';

/** How a process ended, and what it wrote to standard output and standard error. */
export interface ProcessEnd {
  readonly signal: string | null;
  readonly output: string;
  readonly errors: string;
}

const repository = fileURLToPath(new URL('../../../..', import.meta.url));

/** Lets the runner, as one bundle, find its worker from a toy workspace. */
export function linkRunner(toy: ToyWorkspace): void {
  fs.mkdirSync(join(toy.home, 'node_modules', '@cevns'), { recursive: true });
  fs.symlinkSync(join(repository, 'packages', 'runner'), join(toy.home, 'node_modules', '@cevns', 'runner'));
}

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
  const source = new URL('./run-described-graph.ts', import.meta.url).href;
  const { url } = (await new SourceCode({ home: repository }).resolve([source])).get(source)!;
  const description = join(fs.mkdtempSync(join(toy.home, 'run-')), 'run.json');
  fs.writeFileSync(description, JSON.stringify(run));
  const child = spawn(process.execPath, [fileURLToPath(url), description], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (text) => {
    if (output === '') begun(child);
    output += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  return new Promise((resolve) => child.on('close', (_, signal) => resolve({ signal, output, errors })));
}
