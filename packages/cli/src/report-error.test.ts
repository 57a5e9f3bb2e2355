import { problemOfFile, StudyError } from '@cevns/language/problem';
import { RunnerError, StageError } from '@cevns/runner/runner-error';
import { expect, test } from 'vitest';
import { CallError } from './call-error.ts';
import { reportError } from './report-error.ts';
import { recorded } from './testing/terminal.ts';

async function reported(error: unknown, debug = false): Promise<{ status: number; text: string }> {
  const { terminal, errors, printed } = recorded();
  const status = await reportError(error, { debug, terminal, env: {} });
  expect(printed).toEqual([]);
  return { status, text: errors.join('\n') };
}

test.each([
  ['problems of a study', new StudyError([problemOfFile('a.yaml', 'E101', { message: 'no such file' })]), 2],
  ['an invalid call', new CallError('no'), 2],
  ['an interrupt', new RunnerError('interrupted', 'interrupted'), 130],
  ['a failed stage', new StageError('stage-failed', 'csi/fit', 'csi/fit: no'), 1],
  ['anything else', new TypeError('no'), 1],
  ['what is no error at all', 'no', 1],
])('%s', async (_, error, status) => {
  expect((await reported(error)).status).toBe(status);
});

test('every problem of a study is told with code and place', async () => {
  const problems = ['a', 'b'].map((name) => problemOfFile(`${name}.yaml`, 'E101', { message: `no file ${name}` }));
  const { text } = await reported(new StudyError(problems));
  for (const part of ['a.yaml:1:1', 'b.yaml:1:1', 'E101', 'no file a', 'no file b']) expect(text).toContain(part);
});

test('a stack is for those who ask for it', async () => {
  const error = new TypeError('no');
  expect((await reported(error)).text).toBe('cevns: no');
  expect((await reported(error, true)).text).toContain('report-error.test');
});
