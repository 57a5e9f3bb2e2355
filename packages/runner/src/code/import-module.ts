import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../digest.ts';
import { RunnerError } from '../runner-error.ts';
import type { ResolvedModule } from './code-provider.ts';

/**
 * Imports a compiled module once its bytes are known to be those that were hashed.
 *
 * @throws RunnerError `code-tampered`; whatever the module throws
 */
export async function importModule({
  url,
  bundle,
}: Pick<ResolvedModule, 'url' | 'bundle'>): Promise<Record<string, unknown>> {
  const path = fileURLToPath(url);
  if (sha256(fs.readFileSync(path)) !== bundle) {
    throw new RunnerError('code-tampered', `${path} was changed after it was compiled`);
  }
  return (await import(url)) as Record<string, unknown>;
}
