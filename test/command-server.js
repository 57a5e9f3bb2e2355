// Runs calls of the command one after the other in one process, as a test asks for them: no start-up each time. What a call prints is caught.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importFromSource } from '../packages/cli/bin/source-bundle.js';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { main, codeVersion } = await importFromSource(join(home, 'packages', 'cli'));

process.on('message', async ({ folder, args }) => {
  const caught = { stdout: '', stderr: '' };
  const originals = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const name of ['stdout', 'stderr']) {
    process[name].write = (text) => {
      caught[name] += text;
      return true;
    };
  }
  process.chdir(folder);
  try {
    const status = await main(args, { home, version: '0.1.0', codeVersion });
    process.send({ status, ...caught });
  } catch (error) {
    process.send({ status: 1, stdout: caught.stdout, stderr: `${caught.stderr}${error.stack}` });
  } finally {
    for (const name of ['stdout', 'stderr']) process[name].write = originals[name];
    process.chdir(home);
  }
});
process.send('ready');
