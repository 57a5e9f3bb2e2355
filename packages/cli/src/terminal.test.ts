import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createTerminal } from './terminal.ts';

function streams(tty: boolean, env: NodeJS.ProcessEnv = {}) {
  const stdout = new PassThrough();
  const stderr = Object.assign(new PassThrough(), { isTTY: tty });
  return { stdout, stderr, env } as unknown as Parameters<typeof createTerminal>[0];
}

/** All that was written; since Node.js 26 `read()` alone gives the first piece of it. */
const written = (stream: NodeJS.WriteStream): string => String(stream.read(stream.readableLength));

const failure = (code: string): Error => Object.assign(new Error(code), { code });

test('results go to standard output, everything else to standard error', () => {
  const own = streams(false);
  const terminal = createTerminal(own);
  terminal.print('result');
  terminal.error('message');
  expect(written(own.stdout)).toBe('result\n');
  expect(written(own.stderr)).toBe('message\n');
});

test('a reader that goes away ends the output, not the program', () => {
  const own = streams(false);
  createTerminal(own);
  expect(() => own.stdout.emit('error', failure('EPIPE'))).not.toThrow();
  expect(() => own.stderr.emit('error', failure('EPIPE'))).not.toThrow();
});

test('other errors of the streams are not hidden', () => {
  const own = streams(false);
  createTerminal(own);
  expect(() => own.stdout.emit('error', failure('ENOSPC'))).toThrow('ENOSPC');
});

test('a second terminal of the same process listens no second time', () => {
  const own = streams(false);
  createTerminal(own);
  createTerminal(own);
  expect(own.stdout.listenerCount('error')).toBe(1);
});

test('colour on a terminal, unless it is not wanted', () => {
  expect(createTerminal(streams(true)).colour).toBe(true);
  expect(createTerminal(streams(false)).colour).toBe(false);
  expect(createTerminal(streams(true, { NO_COLOR: '1' })).colour).toBe(false);
});

test('lines are drawn again only where a person watches', () => {
  expect(createTerminal(streams(true)).live).toBeDefined();
  expect(createTerminal(streams(true, { CI: 'false' })).live).toBeDefined();
  expect(createTerminal(streams(false)).live).toBeUndefined();
  expect(createTerminal(streams(true, { CI: 'true' })).live).toBeUndefined();
  expect(createTerminal(streams(true, { TERM: 'dumb' })).live).toBeUndefined();
});

test('what is written stands above what is drawn', () => {
  const own = streams(true);
  const terminal = createTerminal(own);
  terminal.live!.show(['drawn']);
  terminal.error('message');
  expect(written(own.stderr)).toBe('drawn\u001b[K\u001b[J\r\u001b[Jmessage\n');
});

test('with --log-json every line is a record, also what was meant as text', () => {
  const own = streams(true);
  const terminal = createTerminal(own, true);
  terminal.log!({ event: 'stage-begin' });
  terminal.error('a "message"\nof two lines');
  const lines = written(own.stderr).trimEnd().split('\n');
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { event: 'stage-begin', at },
    { event: 'message', message: 'a "message"\nof two lines', at },
  ]);
  expect([terminal.live, terminal.colour]).toEqual([undefined, false]);
});
