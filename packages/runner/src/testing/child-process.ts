import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SourceCode } from '../code/source-code.ts';
import type { ToyWorkspace } from './toy-workspace.ts';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));

/**
 * Starts a script of this folder in a process of its own, as one bundle: a loader of TypeScript would take longer to start than the script. One that runs
 * stages of a toy workspace needs it linked with `linkRunner`.
 */
export async function startScript(name: string, ...args: string[]): Promise<ChildProcess> {
  const source = new URL(`./${name}`, import.meta.url).href;
  const { url } = (await new SourceCode({ home: repository }).resolve([source])).get(source)!;
  return spawn(process.execPath, [fileURLToPath(url), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Lets the runner, as one bundle, find its worker from a toy workspace. */
export function linkRunner(toy: ToyWorkspace): void {
  fs.mkdirSync(join(toy.home, 'node_modules', '@cevns'), { recursive: true });
  fs.symlinkSync(join(repository, 'packages', 'runner'), join(toy.home, 'node_modules', '@cevns', 'runner'));
}

/** How a process ended, and what it wrote to standard output and standard error. */
export interface ProcessEnd {
  readonly signal: string | null;
  readonly output: string;
  readonly errors: string;
}

/** How a process ends that was just started. */
export function endOf(child: ChildProcess): Promise<ProcessEnd> {
  let output = '';
  let errors = '';
  child.stdout!.on('data', (text) => {
    output += text;
  });
  child.stderr!.on('data', (text) => {
    errors += text;
  });
  return new Promise((resolve) => child.on('close', (_, signal) => resolve({ signal, output, errors })));
}
