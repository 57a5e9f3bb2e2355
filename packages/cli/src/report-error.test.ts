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

test('in GitHub Actions every problem is also an annotation', async () => {
  const { terminal, errors } = recorded();
  const problems = ['a', 'b'].map((name) => problemOfFile(`${name}.yaml`, 'E101', { message: 'no such file' }));
  const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: process.cwd() };
  await reportError(new StudyError(problems), { debug: false, terminal, env });
  expect(errors.slice(1)).toEqual(
    ['a', 'b'].map((name) => `::error file=${name}.yaml,line=1,col=1,title=E101%3A File not found::no such file`),
  );
});

test('with --log-json there are records and nothing else', async () => {
  const { terminal, errors } = recorded();
  const records: object[] = [];
  const logging = { ...terminal, log: (record: object) => void records.push(record) };
  const report = (error: unknown) =>
    reportError(error, { debug: false, terminal: logging, env: { GITHUB_ACTIONS: 'true' } });
  expect(await report(new StudyError([problemOfFile('a.yaml', 'E101', { message: 'no' })]))).toBe(2);
  expect(await report(new RunnerError('interrupted', 'no'))).toBe(130);
  expect(await report(new CallError('no'))).toBe(2);
  expect(records).toMatchObject([
    { event: 'problem', code: 'E101', file: 'a.yaml', line: 1, column: 1 },
    { event: 'error', code: 'interrupted' },
    { event: 'error', message: 'no' },
  ]);
  expect(errors).toEqual([]);
});
