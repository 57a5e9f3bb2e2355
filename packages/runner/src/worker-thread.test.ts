import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SourceCode } from './code/source-code.ts';
import type { BatchResult } from './worker-thread.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(os.tmpdir(), 'cevns-thread-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const home = fileURLToPath(new URL('../../..', import.meta.url));
const module = new URL('./worker-thread.ts', import.meta.url).href;

/**
 * What becomes of two batches in a thread that runs these statements for each, in a program of its own; `batch` is 1 or 2, and `answer` answers it.
 * The program is in a loop while the second one runs, and reads only then what the thread sent.
 */
async function twoBatches(statements: string): Promise<BatchResult[]> {
  const { url } = (await new SourceCode({ home }).resolve([module])).get(module)!;
  const worker = join(folder, 'worker.cjs');
  fs.writeFileSync(
    worker,
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', ({ enoughMs: batch }) => {
       const answer = () => parentPort.postMessage([batch]);
       ${statements}
     });`,
  );
  const program = `
    import { setTimeout } from 'node:timers/promises';
    import { WorkerThread } from ${JSON.stringify(url)};
    const thread = new WorkerThread(${JSON.stringify(worker)});
    const result = ({ answers, crash, certain }) => ({ answers, crash: crash?.message, certain });
    const first = result(await thread.execute({ tasks: [{}], enoughMs: 1 }, [undefined]));
    await setTimeout(50);
    const second = thread.alive ? thread.execute({ tasks: [{}], enoughMs: 2 }, [undefined]) : undefined;
    for (const end = performance.now() + 300; performance.now() < end; );
    console.log(JSON.stringify([first, second && result(await second)]));
    await thread.end();`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout) as BatchResult[];
}

test('an answer counts although the thread threw before anybody had time to read it', async () => {
  const left = `answer(); if (batch === 2) setTimeout(() => { throw new Error('left behind'); }, 1);`;
  expect(await twoBatches(left)).toEqual([{ answers: [1] }, { answers: [2] }]);
});

test('a thread that throws instead of answering tells what, and whether nothing else had run in it', async () => {
  expect(await twoBatches(`if (batch === 2) throw new Error('no answer'); answer();`)).toEqual([
    { answers: [1] },
    { crash: 'no answer', certain: false },
  ]);
  expect(await twoBatches(`throw new Error('no answer');`)).toEqual([{ crash: 'no answer', certain: true }, null]);
});
