import fs from 'node:fs';

const scratch = Buffer.allocUnsafeSlow(65_536);
let isInUse = false;

/**
 * Does something with the bytes of a file. Those of a small file lie in memory that is used again, so nothing of them may be kept: ten
 * thousand buffers of a few kilobytes each would wait for the garbage collector outside of the heap, where it does not see them.
 *
 * @throws the system's error when it cannot be read
 */
export function withFileBytes<T>(path: string, use: (bytes: Buffer) => T): T {
  if (isInUse) return use(fs.readFileSync(path));
  const file = fs.openSync(path, 'r');
  let length = 0;
  try {
    for (;;) {
      const read = fs.readSync(file, scratch, length, scratch.length - length, null);
      length += read;
      if (read === 0 || length === scratch.length) break;
    }
  } finally {
    fs.closeSync(file);
  }
  if (length === scratch.length) return use(fs.readFileSync(path));
  return withScratch(length, use);
}

/** Does something with the bytes of a text; as above, nothing of them may be kept. */
export function withTextBytes<T>(text: string, encoding: 'utf8' | 'base64', use: (bytes: Buffer) => T): T {
  // No character takes more than three bytes.
  if (isInUse || 3 * text.length > scratch.length) return use(Buffer.from(text, encoding));
  return withScratch(scratch.write(text, encoding), use);
}

function withScratch<T>(length: number, use: (bytes: Buffer) => T): T {
  isInUse = true;
  try {
    return use(scratch.subarray(0, length));
  } finally {
    isInUse = false;
  }
}
