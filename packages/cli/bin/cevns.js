#!/usr/bin/env node
// Starts the command. An installed package runs its build; a checkout runs a bundle of its own source, made anew
// when a source file changed, so that an edit is never missed and start-up does not pay for a TypeScript loader.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const checkout = existsSync(join(packageFolder, 'src', 'main.ts'));

const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));

async function load() {
  if (!checkout) return { ...(await import('../dist/main.js')), codeVersion: version };
  const { importFromSource } = await import('./source-bundle.js');
  return importFromSource(packageFolder);
}

try {
  const { main, codeVersion } = await load();
  process.exitCode = await main(process.argv.slice(2), {
    home: checkout ? dirname(dirname(packageFolder)) : packageFolder,
    version,
    codeVersion,
  });
} catch (error) {
  process.stderr.write(`cevns: ${process.argv.includes('--debug') ? error.stack : error.message}\n`);
  process.exitCode = 1;
}
