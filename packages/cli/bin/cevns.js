#!/usr/bin/env node
// Starts the command from its source: a bundle of it, made anew when a source file changed, so that an edit is never missed and
// start-up does not pay for a TypeScript loader.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { importFromSource, keepCompiled } from './source-bundle.js';

// V8 recompiles what has run for a while, on another thread. Most calls are over before that pays: it took a third of the CPU time of a check, and a fifth
// of that of a thousand fits. What runs for long is recompiled all the same, a little later. Newer versions, which have a compiler between the two, do not
// know the flag and would say so.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=500000');

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
keepCompiled(packageFolder);
try {
  const { main, codeVersion } = await importFromSource(packageFolder);
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  process.exitCode = await main(process.argv.slice(2), {
    home: dirname(dirname(packageFolder)),
    version,
    codeVersion,
  });
} catch (error) {
  process.stderr.write(`cevns: ${process.argv.includes('--debug') ? error.stack : error.message}\n`);
  process.exitCode = 1;
}
