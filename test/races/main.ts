import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const races = [
  ...['recoil', 'two-phase', 'physics', 'fitting', 'scans', 'scaling'],
  ...['main-study', 'report', 'campaign', 'campaign-page', 'runner'],
];

/**
 * Runs the races that are named, or every one, each in a process of its own: what one loads and compiles slows down others. Once something
 * detaches an array buffer, V8 checks in every access to a typed array whether its memory is still there.
 */
const wanted = process.argv.slice(2);
if (wanted.length === 1) {
  const { race } = (await import(`./${wanted[0]}.ts`)) as { race(): void | Promise<void> };
  await race();
} else {
  for (const name of wanted.length > 0 ? wanted : races) {
    const args = [...process.execArgv, fileURLToPath(import.meta.url), name];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}
