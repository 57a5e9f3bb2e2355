import { expect, test } from 'vitest';
import { createProgram } from './program.ts';
import { recorded } from './testing/terminal.ts';

function parsed(...args: string[]) {
  const surroundings = recorded();
  const program = createProgram(surroundings, () => {});
  return { surroundings, done: program.parseAsync(args, { from: 'user' }) };
}

test('every command of the plan is there, with help', async () => {
  const { surroundings, done } = parsed('--help');
  await expect(done).rejects.toMatchObject({ exitCode: 0 });
  for (const command of ['run', 'check', 'plan', 'explain', 'watch', 'report', 'list', 'show']) {
    expect(surroundings.printed.join('\n')).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  }
});

test('the version is that of the installation', async () => {
  const { surroundings, done } = parsed('--version');
  await expect(done).rejects.toMatchObject({ exitCode: 0 });
  expect(surroundings.printed).toEqual(['1.2.3']);
});

test.each([
  [['run'], 'missing required argument'],
  [['runn', 'a.yaml'], 'Did you mean run'],
  [['run', 'a.yaml', '--job', '2'], 'Did you mean --jobs'],
  [['run', 'a.yaml', '--jobs', '0'], 'whole number'],
  [['run', 'a.yaml', '--jobs', '1.5'], 'whole number'],
  [['plan', 'a.yaml', '--graph', 'dot'], 'Allowed choices'],
  [['check', 'a.yaml', '--out', 'x'], 'unknown option'],
  [['report'], 'missing required argument'],
  [['watch', 'a.yaml', '--json'], 'unknown option'],
])('%j is no valid call', async (args, message) => {
  const { surroundings, done } = parsed(...args);
  await expect(done).rejects.toMatchObject({ name: 'CommanderError', exitCode: 1 });
  expect(surroundings.errors.join('\n')).toContain(message);
  expect(surroundings.printed).toEqual([]);
});
