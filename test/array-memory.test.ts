import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const home = resolve(import.meta.dirname, '..');
const trace = ['--trace-protector-invalidation'];

/** What a program prints, with what V8 says of assumptions that it has to give up. */
async function traced(args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [...trace, ...args])).stdout;
}

test('no thread of a run hands array buffers over: from then on V8 would check every access to typed arrays', async () => {
  const folder = fs.mkdtempSync(join(tmpdir(), 'cevns-array-memory-'));
  try {
    const study = join(home, 'pipelines/coherent-csi-2021.yaml');
    const places = ['--store', join(folder, 'store'), '--out', join(folder, 'results')];
    const args = ['run', study, '--jobs', '2', '--quiet', '--set', 'outputs=[]', ...places];
    expect(await traced([join(home, 'packages/cli/bin/cevns.js'), ...args])).not.toContain('ArrayBufferDetaching');
    expect(fs.existsSync(join(folder, 'results/summary.json'))).toBe(true);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test('handing one over is what V8 tells of', async () => {
  const program = 'const b = new ArrayBuffer(8); structuredClone(b, { transfer: [b] });';
  expect(await traced(['-e', program])).toContain('ArrayBufferDetaching');
});
