import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withFileBytes, withTextBytes } from './file-bytes.ts';

const folder = fs.mkdtempSync(join(tmpdir(), 'cevns-bytes-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test.each([0, 1, 65_535, 65_536, 65_537, 1_000_000])('all %d bytes', (length) => {
  const path = join(folder, 'file');
  const bytes = Buffer.from(Uint8Array.from({ length }, (_, i) => i % 251));
  fs.writeFileSync(path, bytes);
  expect(withFileBytes(path, (found) => found.equals(bytes))).toBe(true);
});

test('one file may be read while another is looked at', () => {
  const [a, b] = ['a', 'b'].map((name) => join(folder, name)) as [string, string];
  fs.writeFileSync(a, 'first');
  fs.writeFileSync(b, 'second');
  const both = withFileBytes(a, (outer) => withFileBytes(b, (inner) => `${inner} ${outer}`));
  expect(both).toBe('second first');
});

test.each(['', 'x', 'µ'.repeat(10_000), '€'.repeat(30_000)])('the bytes of a text', (text) => {
  expect(withTextBytes(text, 'utf8', String)).toBe(text);
  const coded = Buffer.from(text).toString('base64');
  expect(withTextBytes(coded, 'base64', String)).toBe(text);
  expect(withTextBytes('outer', 'utf8', (outer) => withTextBytes(text, 'utf8', (inner) => `${inner}${outer}`))).toBe(
    `${text}outer`,
  );
});

test('what cannot be read is the error of the system', () => {
  expect(() => withFileBytes(join(folder, 'none'), String)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  expect(() => withFileBytes(folder, String)).toThrow(expect.objectContaining({ code: 'EISDIR' }));
});
