// Runs calls of the command of a checkout one after the other in one process, as a test asks for them: no start-up each time. What a call prints is
// caught. The source is looked at before each call, as the command itself does.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , home] = process.argv;
const packageFolder = join(home, 'packages', 'cli');
const { importFromSource } = await import(pathToFileURL(join(packageFolder, 'bin', 'source-bundle.js')).href);
await importFromSource(packageFolder);

process.on('message', async ({ folder, args, env }) => {
  const caught = { stdout: '', stderr: '' };
  const originals = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const name of ['stdout', 'stderr']) {
    process[name].write = (text) => {
      caught[name] += text;
      return true;
    };
  }
  const environment = process.env;
  process.env = { ...environment, ...env };
  process.chdir(folder);
  try {
    const { main, codeVersion } = await importFromSource(packageFolder);
    const status = await main(args, { home, version: '0.1.0', codeVersion });
    process.send({ status, ...caught });
  } catch (error) {
    process.send({ status: 1, stdout: caught.stdout, stderr: `${caught.stderr}${error.stack}` });
  } finally {
    for (const name of ['stdout', 'stderr']) process[name].write = originals[name];
    process.env = environment;
    process.chdir(home);
  }
});
process.send('ready');
