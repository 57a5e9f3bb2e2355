import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts a script of this folder in a process of its own. */
export function startScript(name: string, ...args: string[]): ChildProcess {
  const script = fileURLToPath(new URL(`./${name}`, import.meta.url));
  return spawn(process.execPath, ['--conditions=@cevns/source', '--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  });
}

/** What a process has printed when it ends. */
export function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout!.on('data', (text) => {
    output += text;
  });
  return new Promise((resolve) => child.on('close', () => resolve(output)));
}
