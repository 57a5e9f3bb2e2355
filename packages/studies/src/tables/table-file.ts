import { readFileSync, statSync } from 'node:fs';
import { artifactOf } from '@cevns/runner/artifact';
import { isRacy, signatureOf } from '@cevns/runner/file-digests';
import type { TableInput } from '../stages/input-table.ts';

/** A table that is read, as far as its bytes. */
export interface TableFile {
  readonly input: TableInput;
  readonly bytes: Uint8Array;
  /** What `stat` said of it; undefined where the file may have changed since without a trace. */
  readonly signature: string | undefined;
}

/** @throws the system's error when the file cannot be read */
export function openTableFile(file: string): TableFile {
  const before = statSync(file, { bigint: true });
  const readMs = Date.now();
  const bytes = readFileSync(file);
  return {
    input: decodedOnce(bytes),
    bytes,
    signature: isRacy(before, readMs) ? undefined : signatureOf(before),
  };
}

/** The content of a file, whose text is decoded once. */
function decodedOnce(bytes: Uint8Array): TableInput {
  const artifact = artifactOf('bytes', '', bytes);
  let text: string | undefined;
  return {
    bytes: () => bytes,
    text: () => {
      text ??= artifact.text();
      return text;
    },
    arrays: () => artifact.arrays(),
  };
}
