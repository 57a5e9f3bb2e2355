import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { main } from './main.ts';
import { recorded } from './testing/terminal.ts';

const { home, version, codeVersion } = recorded();
const written = { stdout: '', stderr: '' };

beforeEach(() => {
  for (const name of ['stdout', 'stderr'] as const) {
    written[name] = '';
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

const status = (...args: string[]): Promise<number> => main(args, { home, version, codeVersion });

test('help is no error', async () => {
  expect(await status('--help')).toBe(0);
  expect(written.stdout).toContain('Usage: cevns');
});

test.each([
  ['an unknown command', ['rnu', 'x.yaml']],
  ['an unknown option', ['list', '--nothing']],
  ['no command at all', []],
  ['a file that is not there', ['check', '/nowhere/x.yaml']],
  ['an unknown kind of entries', ['list', 'planets']],
  ['two studies for one folder', ['run', 'a.yaml', 'b.yaml', '--out', 'x']],
])('%s is an invalid call: 2', async (_, args) => {
  expect(await status(...args)).toBe(2);
  expect(written.stdout).toBe('');
  expect(written.stderr).not.toBe('');
});

test('signals are listened to while a command runs, and not after it', async () => {
  const before = process.listenerCount('SIGINT');
  const running = status('list', 'sources');
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  expect(await running).toBe(0);
  expect(process.listenerCount('SIGINT')).toBe(before);
});
