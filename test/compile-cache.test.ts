import { execFile } from 'node:child_process';
import fs from 'node:fs';
import module from 'node:module';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const home = resolve(import.meta.dirname, '..');
const folder = join(home, 'node_modules/.cache/cevns/compiled');

/** What `cevns --version` prints, in a process of its own. */
function printed(env: Readonly<Record<string, string>> = {}): Promise<{ stdout: string; stderr: string }> {
  const args = [join(home, 'packages/cli/bin/cevns.js'), '--version'];
  return promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
}

test('what V8 compiled is kept where Node.js can keep it; without it the command says the same', async () => {
  await printed(); // makes the bundle where it is not there yet
  const said = await printed();
  expect(said.stderr).toBe('');
  expect(fs.existsSync(folder) || !('enableCompileCache' in module)).toBe(true);
  expect(await printed()).toEqual(said);
  expect(await printed({ NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual(said);
});
