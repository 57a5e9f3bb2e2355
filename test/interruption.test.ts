/** What the command does when it is cut off: by the reader of its output, and by whoever waits for it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const command = join(home, 'packages', 'cli', 'bin', 'cevns.js');

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cevns-interrupted-')));
  cpSync(join(home, 'pipelines', 'coherent-csi-2021.yaml'), join(folder, 'study.yaml'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A run of the main study in an empty store, interrupted once its first stage is done. */
async function interruptedRun() {
  const run = spawn(
    process.execPath,
    [command, 'run', 'study.yaml', '--jobs', '1', '--store', 'store', '--out', 'out'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let stdout = '';
  let stderr = '';
  run.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  run.stderr.setEncoding('utf8').on('data', (text: string) => {
    // The first line of progress: most of the work is still to come.
    if (stderr === '') run.kill('SIGINT');
    stderr += text;
  });
  const [status] = (await once(run, 'close')) as [number | null];
  return { status, stdout, stderr };
}

test('an interrupted run says so, leaves no half results, and the next one goes on from what was finished', async () => {
  let result = await interruptedRun();
  // On a busy machine the signal may come when all is done.
  for (let again = 0; result.status === 0 && again < 3; again++) {
    for (const made of ['store', 'out']) rmSync(join(folder, made), { recursive: true });
    result = await interruptedRun();
  }
  const { status, stdout, stderr } = result;
  expect(stderr).toContain('cevns: interrupted');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stdout).toBe('');
  expect(status).toBe(130);
  expect(existsSync(join(folder, 'out'))).toBe(false);
  const unfinished = readdirSync(join(folder, 'store'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /tmp|temp|partial/.test(path),
  );
  expect(unfinished).toEqual([]);

  const args = ['run', 'study.yaml', '--store', 'store', '--out', 'out'];
  const next = await execa(process.execPath, [command, ...args], { cwd: folder, reject: false });
  expect(next.stderr).toMatch(/: \d+ stages computed, [1-9]\d* unchanged/);
  expect(next.exitCode).toBe(0);
  expect(existsSync(join(folder, 'out', 'summary.json'))).toBe(true);
});

test('a reader that goes away ends the output without a word', async () => {
  const list = spawn(process.execPath, [command, 'list', 'nuclei'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  list.stdout.destroy();
  let stderr = '';
  list.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [status] = (await once(list, 'close')) as [number | null];
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
