import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allCommands, noCommands } from './command-permission.ts';
import { CommandRunner } from './command-runner.ts';
import { type CommandDeclaration, commandStage, scratchName } from './command-stage.ts';
import { sha256 } from './digest.ts';
import { inlineBytes } from './record.ts';
import { StageError } from './runner-error.ts';
import type { TaskInput } from './task.ts';

let folder: string;
let scratch: string;
let runner: CommandRunner;

beforeEach(() => {
  folder = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'cevns-command-'));
  scratch = join(folder, 'scratch');
  runner = new CommandRunner({ scratch, environment: process.env, permission: allCommands, graceMs: 300 });
});

afterEach(async () => {
  await runner.close();
  expect(left()).toEqual([]);
  fs.rmSync(folder, { recursive: true });
});

const left = () => (fs.existsSync(scratch) ? fs.readdirSync(scratch) : []);

/** A program of the text given, run by node or as it is. */
function declared(script: string, more: Partial<CommandDeclaration> & { readonly shell?: boolean } = {}) {
  const { shell = false, ...rest } = more;
  const name = shell ? 'model.sh' : 'model.mjs';
  const program = join(folder, name);
  fs.writeFileSync(program, script);
  return commandStage('study/command/model', {
    name: 'model',
    declaredAt: 'study.yaml:12:3',
    program: { name, copied: true },
    programFile: { file: program, label: name },
    ...(shell ? {} : { interpreter: 'node', interpreterFile: { file: process.execPath, label: 'node' } }),
    arguments: [],
    environment: {},
    files: {},
    outputs: ['out.csv'],
    timeLimitMs: 20_000,
    retries: 0,
    outputLimitBytes: 1e6,
    ...rest,
  });
}

function run(stage: ReturnType<typeof declared>, by = runner) {
  const inputs = Object.fromEntries(
    Object.entries(stage.inputs).map(([name, input]): [string, TaskInput] => {
      if ('stage' in input) {
        const from = { inline: Buffer.from('1,2\n').toString('base64') };
        return [name, { type: 'bytes', digest: sha256('1,2\n'), from, label: input.output }];
      }
      const digest = sha256(fs.readFileSync(input.file));
      return [name, { type: 'bytes', digest, from: { path: input.file }, label: input.label }];
    }),
  );
  return by.execute(stage, inputs);
}

async function outputOf(stage: ReturnType<typeof declared>): Promise<string> {
  const { record, bytes } = (await run(stage)).outputs['out.csv']!;
  const content = inlineBytes(record) ?? bytes!;
  expect(record.digest).toBe(sha256(content));
  return Buffer.from(content).toString();
}

async function failureOf(stage: ReturnType<typeof declared>): Promise<StageError> {
  const error = await run(stage).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StageError);
  expect(left()).toEqual([]);
  return error as StageError;
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    // A zombie that nobody waits for is as good as gone.
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

test('a program finds its files under their names, its arguments, an empty standard input, and nothing else of the environment', async () => {
  fs.writeFileSync(join(folder, 'x.csv'), 'a,b\n');
  process.env.CEVNS_SECRET = 'of the person';
  const script = `import fs from 'node:fs';
const seen = { arguments: process.argv.slice(2), environment: Object.keys(process.env).sort(), lang: process.env.LANG,
  threads: process.env.OMP_NUM_THREADS, files: fs.readdirSync('.').sort(), table: fs.readFileSync('table', 'utf8'),
  made: fs.readFileSync('made', 'utf8'), stdin: fs.readFileSync(0, 'utf8'), mode: (fs.statSync('table').mode & 0o777).toString(8),
  temporary: fs.statSync(process.env.TMPDIR).isDirectory() };
fs.writeFileSync('out.csv', JSON.stringify(seen));`;
  const stage = declared(script, {
    arguments: ['--pe-max', '60; rm -rf *', '$HOME'],
    environment: { OMP_NUM_THREADS: '1' },
    files: {
      table: { file: join(folder, 'x.csv'), label: 'x.csv' },
      made: { stage: 'study/command/other', output: 'y.csv' },
    },
  });
  expect(Object.keys(stage.inputs).flatMap((name) => scratchName(name) ?? [])).toEqual(['table', 'made']);
  const expected = ['HOME', 'LANG', 'OMP_NUM_THREADS', 'PATH', 'TMPDIR'].filter(
    (name) => name in process.env || name !== 'HOME',
  );
  expect(JSON.parse(await outputOf(stage))).toEqual({
    arguments: ['--pe-max', '60; rm -rf *', '$HOME'],
    environment: expected,
    lang: 'C',
    threads: '1',
    files: ['made', 'model.mjs', 'table'],
    table: 'a,b\n',
    made: '1,2\n',
    stdin: '',
    mode: '444',
    temporary: true,
  });
  delete process.env.CEVNS_SECRET;
});

test('a script with a first line #! runs as it is', async () => {
  expect(await outputOf(declared('#!/bin/sh\necho 1,2 > out.csv\n', { shell: true }))).toBe('1,2\n');
});

test('outputs that nobody declared are ignored, also in folders that may not be written', async () => {
  const script =
    '#!/bin/sh\nmkdir -p deep/er; touch deep/er/x; chmod 500 deep/er deep; touch other; echo 3 > out.csv\n';
  expect(await outputOf(declared(script, { shell: true }))).toBe('3\n');
});

test('a program that fails is named with its place, status, command line and the end of what it said', async () => {
  const script = `for (let i = 0; i < 1000; i++) console.error('line ' + i); console.error('\\u001b[31mno such isotope\\u001b[0m'); process.exitCode = 3;`;
  const error = await failureOf(declared(script, { arguments: ['--out', 'a b'], environment: { SEED: '1' } }));
  expect(error.code).toBe('command-failed');
  expect(error.stage).toBe('study/command/model');
  expect(error.message).toContain('the command model (study.yaml:12:3) ended with status 3');
  expect(error.message).toContain('command line: SEED=1 node ./model.mjs --out "a b"');
  expect(error.message).toMatch(/line 999\n {4}no such isotope$/);
  expect(error.message).not.toContain('line 900\n');
});

test('what it says on standard output is shown when it says nothing on standard error', async () => {
  const error = await failureOf(declared('#!/bin/sh\necho told on standard output; exit 1\n', { shell: true }));
  expect(error.message).toMatch(/status 1\n.*\n.*\n {4}told on standard output$/);
});

test('an output that is missing, a link, a folder or a pipe is refused', async () => {
  const missing = await failureOf(declared('#!/bin/sh\necho trying >&2; touch out.txt\n', { shell: true }));
  expect(missing.code).toBe('command-output');
  expect(missing.message).toContain('did not write out.csv; it left out.txt');
  expect(missing.message).toContain('    trying');
  const made = async (how: string) => (await failureOf(declared(`#!/bin/sh\n${how}\n`, { shell: true }))).message;
  expect(await made('ln -s /etc/passwd out.csv')).toContain('made out.csv a symbolic link');
  expect(await made('mkdir out.csv')).toContain('made out.csv something else');
  expect(await made('mkfifo out.csv')).toContain('made out.csv something else');
});

test('outputs larger than the limit end the program, or are refused when it has ended', async () => {
  const after = await failureOf(
    declared('#!/bin/sh\nhead -c 2000 /dev/zero > out.csv\n', { shell: true, outputLimitBytes: 1000 }),
  );
  expect(after.message).toContain('wrote more than 0.001 MB into out.csv');
  const endless = `import fs from 'node:fs';\nfor (;;) { fs.appendFileSync('out.csv', 'x'.repeat(1000)); await new Promise((go) => setTimeout(go, 5)); }`;
  const during = await failureOf(declared(endless, { outputLimitBytes: 10_000 }));
  expect(during.code).toBe('command-failed');
  expect(during.message).toContain('was ended: it wrote more than 0.01 MB');
});

test('the time limit ends the whole tree of processes, also those that ignore the first request', async () => {
  const pids = join(folder, 'pids');
  const script = `#!/bin/sh
trap '' TERM
sh -c 'trap "" TERM; echo $$ >> ${pids}; while :; do sleep 0.05; done' &
echo $$ >> ${pids}
while :; do sleep 0.05; done
`;
  const started = () => {
    const text = fs.existsSync(pids) ? fs.readFileSync(pids, 'utf8') : '';
    return text.trim().split('\n').filter(Boolean).map(Number);
  };
  // On a busy machine a limit may come before both have said who they are.
  for (let timeLimitMs = 400; started().length < 2; timeLimitMs *= 2) {
    fs.rmSync(pids, { force: true });
    const error = await failureOf(declared(script, { shell: true, timeLimitMs }));
    expect(error.code).toBe('command-failed');
    expect(error.message).toContain(`longer than its time limit of ${timeLimitMs / 1000} s`);
  }
  expect(started()).toHaveLength(2);
  await expect.poll(() => started().filter(alive)).toEqual([]);
});

test('children that a program leaves behind are ended with it, and do not hold it up', async () => {
  const pids = join(folder, 'pids');
  const script = `#!/bin/sh\nsleep 60 &\necho $! > ${pids}\necho 1 > out.csv\n`;
  expect(await outputOf(declared(script, { shell: true, timeLimitMs: 15_000 }))).toBe('1\n');
  await expect.poll(() => alive(Number(fs.readFileSync(pids, 'utf8')))).toBe(false);
});

test('closing the runner ends what runs, and its scratch folder is gone by then', async () => {
  const running = run(declared(`setInterval(() => {}, 1000);`)).then(
    () => 'finished',
    (error: { code: string }) => error.code,
  );
  await expect.poll(left).toHaveLength(1);
  await runner.close();
  expect(left()).toEqual([]);
  expect(await running).toBe('interrupted');
});

test('a failure is tried again as often as declared, each time in a fresh folder', async () => {
  const count = join(folder, 'count');
  const script = `#!/bin/sh\n[ -e out.csv ] && exit 9\necho x >> ${count}\necho done > out.csv\n[ $(wc -l < ${count}) -ge 3 ]\n`;
  expect(await outputOf(declared(script, { shell: true, retries: 2 }))).toBe('done\n');
  fs.rmSync(count);
  const error = await failureOf(declared(script, { shell: true, retries: 1 }));
  expect(error.message).toContain('It was tried 2 times.');
  expect(fs.readFileSync(count, 'utf8')).toBe('x\nx\n');
});

test('a program or a file that is not what its digest says is not run', async () => {
  const stage = declared('#!/bin/sh\necho 1 > out.csv\n', { shell: true });
  const from = { path: join(folder, 'model.sh') };
  const changed: TaskInput = { type: 'bytes', digest: sha256('something else'), from, label: 'model.sh' };
  await expect(runner.execute(stage, { program: changed })).rejects.toMatchObject({
    code: 'input-changed',
    message: expect.stringContaining('model.sh changed during the run'),
  });
});

test('a program that is not allowed is not run, whatever was said before', async () => {
  const mark = join(folder, 'mark');
  const strict = new CommandRunner({ scratch, environment: process.env, permission: noCommands });
  const stage = declared(`#!/bin/sh\ntouch ${mark}; echo 1 > out.csv\n`, { shell: true });
  await expect(run(stage, strict)).rejects.toMatchObject({ code: 'command-not-allowed' });
  await strict.close();
  expect(fs.existsSync(mark)).toBe(false);
});

test('a program that cannot be started is told with a hint', async () => {
  const error = await failureOf(declared('no first line', { shell: true }));
  expect(error.code).toBe('command-failed');
  expect(error.message).toContain('it is no program of this system; a script needs `interpreter:`');
  const nowhere = await failureOf(declared('#!/no/such/interpreter\n', { shell: true }));
  expect(nowhere.message).toMatch(/cannot be started \(ENOENT\): .*model\.sh/);
});

test('many at a time do not see each other', async () => {
  const script = '#!/bin/sh\ntouch "mine.$1"\nsleep 0.05\nls mine.* > out.csv\n';
  const all = await Promise.all(
    Array.from({ length: 12 }, (_, i) => outputOf(declared(script, { shell: true, arguments: [String(i)] }))),
  );
  expect(all).toEqual(Array.from({ length: 12 }, (_, i) => `mine.${i}\n`));
});

test('a folder that a killed run left is removed, one of a living run stays', () => {
  const gone = Number(execFileSync(process.execPath, ['-p', 'process.pid']));
  const host = hostname().replace(/[^A-Za-z0-9_-]/g, '_');
  for (const pid of [gone, process.ppid])
    fs.mkdirSync(join(scratch, `${host}.${pid}.abc`, 'work'), { recursive: true });
  new CommandRunner({ scratch, environment: {}, permission: noCommands }).close();
  expect(left()).toEqual([`${host}.${process.ppid}.abc`]);
  fs.rmSync(scratch, { recursive: true });
});
