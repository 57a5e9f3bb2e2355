/** External programs in studies, through the command: who may run them, when they run, and what is left when they fail. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { CalledFolder, command } from './called-folder.ts';
import { environment } from './command-servers.ts';

const here = new CalledFolder();
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(here.path('case-'));
  fs.mkdirSync(join(folder, 'models'));
});

afterAll(() => here.remove());

const write = (path: string, text: string, mode = 0o644) => fs.writeFileSync(join(folder, path), text, { mode });
const read = (path: string) => fs.readFileSync(join(folder, path), 'utf8');
const scratch = () => {
  const place = join(folder, '.cevns', 'scratch');
  return fs.existsSync(place) ? fs.readdirSync(place) : [];
};

/** A counting study of the data that a command makes. */
function study(commands: string, name = 'counted'): string {
  return `schema: cevns/1.0
study: ${name}
inputs:
  source: { use: sources/sns, exposure: 3.198e23 POT, neutrinos-per-proton-per-flavour: 0.0848 }
  baseline: 19.3 m
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: { events: { table: { command: events, output: ev.csv }, columns: { PE: pe, time: t } } }
detector: { use: detectors/coherent-csi }
analysis:
  expected: predict
outputs:
  - { kind: table, of: expected, axis: PE, file: pe.csv }
commands:
${commands}`;
}

/** Three events, and a line in \`ran\` beside the study for every time it runs. */
const program = () => `#!/bin/sh
echo ran >> ${join(folder, 'ran')}
printf 'pe,t\\n12,1\\n20,2\\n20.5,3\\n' > ev.csv
`;
const ran = () => (fs.existsSync(join(folder, 'ran')) ? read('ran').trim().split('\n').length : 0);
const plain = '  events: { program: ./models/events.sh, outputs: [ev.csv] }\n';

/** The trust file of whoever runs the tests has no say. */
const untrusting = () => ({ CEVNS_TRUST: join(folder, 'no-trust.json') });

/** A call in a process of its own. */
function start(args: readonly string[]) {
  const options = { cwd: folder, reject: false, stdin: 'ignore', extendEnv: false } as const;
  return execa(process.execPath, [command, ...args], { ...options, env: environment(untrusting()) });
}

const call = (args: readonly string[], env: Readonly<Record<string, string>> = untrusting()) =>
  here.callIn(folder, args, env);

const observed = () => {
  const rows = read('results/counted/tables/pe.csv')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const column = rows[0]!.indexOf('observed');
  return rows.slice(1).reduce((sum, row) => sum + Number(row[column]), 0);
};

test('without permission nothing runs and nothing is written, whatever else the call is about', async () => {
  write('models/events.sh', program());
  write('study.yaml', study(plain));
  write('other.yaml', study(plain, 'other').replace('{ command: events, output: ev.csv }', './own.csv'));
  write('own.csv', 'pe,t\n12,1\n');
  const before = fs.readdirSync(folder);
  const refused = await call(['run', 'other.yaml', 'study.yaml']);
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toContain('an external program would run, and you have not allowed it; nothing was run');
  expect(refused.stderr).toMatch(/^ {2}events \(study\.yaml:14:3\): \.\/events\.sh$/m);
  expect(refused.stderr).toContain(`program: ${join(folder, 'models', 'events.sh')}`);
  expect(refused.stderr).toContain('--allow-commands');
  expect(fs.readdirSync(folder)).toEqual(before);
  expect((await call(['check', 'study.yaml'])).status).toBe(0);
  expect((await call(['plan', 'study.yaml'])).status).toBe(0);
  expect(ran()).toBe(0);
});

test('with permission it runs once; what is in the store needs none; an edited program runs again, and the plan says why', async () => {
  write('models/events.sh', program());
  write('study.yaml', study(plain));
  const first = await call(['run', 'study.yaml', '--allow-commands']);
  expect(first.stderr).toMatch(/command\/events +\d+ ms/);
  expect(first.status).toBe(0);
  expect(observed()).toBe(3);
  expect(scratch()).toEqual([]);
  expect(await call(['run', 'study.yaml'])).toMatchObject({
    status: 0,
    stderr: expect.stringContaining(' 0 stages computed'),
  });
  expect(ran()).toBe(1);

  write('models/events.sh', program().replace('12,1', '12,1\\n13,1'));
  const planned = await call(['plan', 'study.yaml']);
  expect(planned.stdout).toMatch(/command\/events +run +program models\/events\.sh changed/);
  expect((await call(['run', 'study.yaml'])).status).toBe(2);
  expect((await call(['run', 'study.yaml', '--allow-commands'])).status).toBe(0);
  expect(observed()).toBe(4);

  // The same events come out: nothing after it runs.
  write('models/events.sh', `${program().replace('12,1', '12,1\\n13,1')}# a comment\n`);
  const cutOff = await call(['run', 'study.yaml', '--allow-commands']);
  expect(cutOff.stderr).toContain('counted: 1 stages computed');
  // Back to the first version: its events are in the store.
  write('models/events.sh', program());
  expect((await call(['run', 'study.yaml'])).status).toBe(0);
  expect(observed()).toBe(3);
  expect(ran()).toBe(3);
});

test('a trust file allows a command by digest, bytes included, or all in a folder', async () => {
  write('models/events.sh', program());
  write('study.yaml', study(plain));
  const trust = join(folder, 'trusted.json');
  const env = { CEVNS_TRUST: trust };
  const refused = await call(['run', 'study.yaml'], env);
  expect(refused.status).toBe(2);
  const advice = refused.stderr.trimEnd().split('\n').at(-1)!;
  write('trusted.json', advice, 0o600);
  expect((await call(['run', 'study.yaml'], env)).status).toBe(0);
  write('models/events.sh', `${program()}\n`);
  expect((await call(['run', 'study.yaml'], env)).status).toBe(2);
  write('trusted.json', JSON.stringify({ folders: [folder] }), 0o600);
  expect((await call(['run', 'study.yaml'], env)).status).toBe(0);
  write('models/events.sh', `${program()}\n\n`);
  write('trusted.json', '{ "commands": "all" }', 0o600);
  const broken = await call(['run', 'study.yaml'], env);
  expect(broken).toMatchObject({ status: 2, stderr: expect.stringContaining('has to be like') });
  expect(ran()).toBe(2);
});

test('a command that nothing uses does not run and needs no permission', async () => {
  write('own.csv', 'pe,t\n12,1\n');
  write('models/events.sh', program());
  write('study.yaml', study(plain).replace('{ command: events, output: ev.csv }', './own.csv'));
  expect((await call(['run', 'study.yaml'])).status).toBe(0);
  expect(ran()).toBe(0);
  expect(observed()).toBe(1);
});

test('a failure names the command, its place, status and last words, and leaves no scratch folder', async () => {
  write('models/events.sh', '#!/bin/sh\necho no such isotope >&2\nexit 7\n');
  write('study.yaml', study(plain));
  const failed = await call(['run', 'study.yaml', '--allow-commands']);
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain('the command events (study.yaml:14:3) ended with status 7');
  expect(failed.stderr).toContain('    no such isotope');
  expect(scratch()).toEqual([]);
  write('models/events.sh', '#!/bin/sh\nsleep 60\n');
  const late = await call(['run', 'study.yaml', '--allow-commands', '--set', 'commands.events.time-limit=300 ms']);
  expect(late).toMatchObject({ status: 1, stderr: expect.stringContaining('time limit of 0.3 s') });
  expect(scratch()).toEqual([]);
});

test('a broken table is told as that of the command', async () => {
  write('models/events.sh', "#!/bin/sh\nprintf 'pe,t\\n12,one\\n' > ev.csv\n");
  write('study.yaml', study(plain));
  const failed = await call(['run', 'study.yaml', '--allow-commands']);
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain('ev.csv of the command events:2:');
});

test('a chain of commands gives the same bytes for any number of workers, and for two runs at once', async () => {
  write('models/first.sh', '#!/bin/sh\nfor i in 1 2 3; do echo "1$i,$i"; done > "$1"\n');
  write('models/events.sh', '#!/bin/sh\n{ echo pe,t; cat first second; } > ev.csv\n');
  write(
    'study.yaml',
    study(`  first: { program: ./models/first.sh, arguments: [a.txt], outputs: [a.txt] }
  second: { program: ./models/first.sh, arguments: [b.txt], outputs: [b.txt] }
  events:
    program: ./models/events.sh
    inputs: { first: { command: first, output: a.txt }, second: { command: second, output: b.txt } }
    outputs: [ev.csv]
`),
  );
  const results = async (
    args: readonly string[],
    how: (args: readonly string[]) => PromiseLike<{ stderr: string }> = call,
  ) => {
    const done = await how(['run', 'study.yaml', '--allow-commands', ...args]);
    expect(done.stderr).toContain(' stages computed');
    const out = args[args.indexOf('--out') + 1]!;
    return [read(`${out}/summary.json`), read(`${out}/provenance/provenance.json`), read(`${out}/tables/pe.csv`)];
  };
  const one = await results(['--jobs', '1', '--store', 'one', '--out', 'out/1']);
  expect(await results(['--jobs', '4', '--store', 'four', '--out', 'out/4'])).toEqual(one);
  const both = await Promise.all(
    ['a', 'b'].map((name) => results(['--jobs', '2', '--store', 'shared', '--out', `out/${name}`], start)),
  );
  expect(both).toEqual([one, one]);
});

const sleeping = () => `#!/bin/sh
trap '' INT TERM
sh -c 'trap "" INT TERM; echo $$ >> ${join(folder, 'pids')}; while :; do sleep 0.05; done' &
echo $$ >> ${join(folder, 'pids')}
while :; do sleep 0.05; done
`;
const pids = () => (fs.existsSync(join(folder, 'pids')) ? read('pids').trim().split('\n').map(Number) : []);
const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

test.each([1, 2])(
  'after %i interrupts the program and its children are gone, and so is the scratch folder',
  async (times) => {
    write('models/events.sh', sleeping());
    write('study.yaml', study(plain));
    const running = start(['run', 'study.yaml', '--allow-commands']);
    await expect.poll(() => pids().length, { timeout: 20_000 }).toBe(2);
    running.kill('SIGINT');
    if (times === 2) {
      await new Promise((go) => setTimeout(go, 300));
      running.kill('SIGINT');
    }
    expect((await running).exitCode).toBe(130);
    await expect.poll(() => pids().filter(alive)).toEqual([]);
    expect(scratch()).toEqual([]);
  },
);

test('a run that was killed hinders no later one, which removes its scratch folder', async () => {
  write('models/events.sh', sleeping());
  write('study.yaml', study(plain));
  const running = start(['run', 'study.yaml', '--allow-commands']);
  await expect.poll(() => pids().length, { timeout: 20_000 }).toBe(2);
  running.kill('SIGKILL');
  await running;
  for (const pid of pids()) process.kill(pid, 'SIGKILL');
  expect(scratch()).toHaveLength(1);
  write('models/events.sh', program());
  expect((await call(['run', 'study.yaml', '--allow-commands'])).status).toBe(0);
  expect(observed()).toBe(3);
  expect(scratch()).toEqual([]);
});

test('declarations that cannot be are told by check', async () => {
  write('models/events.sh', program());
  write(
    'study.yaml',
    study(`  events: { program: ./models/events.sh, outputs: [../ev.csv], retries: -1, time-limit: 60 }
  two: { program: /bin/sh, outputs: [a.csv] }
  three: { program: ./models/none.sh, interpretor: sh, outputs: [] }
`),
  );
  const checked = await call(['check', 'study.yaml']);
  expect(checked.status).toBe(2);
  const told = [...checked.stderr.matchAll(/^study\.yaml:(\d+):\d+: error (E\d+)/gm)].map(([, line, code]) => [
    line,
    code,
  ]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['14', 'E307'],
      ['14', 'E305'],
      ['14', 'E401'],
      ['15', 'E212'],
      ['16', 'E211'],
      ['16', 'E302'],
      ['16', 'E306'],
    ]),
  );
});

const python = (() => {
  try {
    execFileSync('python3', ['-c', 'pass']);
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!python)('a Python model with a helper module beside it', async () => {
  write('models/events.py', 'import sys\nfrom shape import rows\nopen(sys.argv[1], "w").write("pe,t\\n" + rows())\n');
  write('models/shape.py', 'def rows():\n    return "".join(f"{12 + i},{1 + i}\\n" for i in range(5))\n');
  write(
    'study.yaml',
    study(`  events:
    program: ./models/events.py
    interpreter: python3
    arguments: [ev.csv]
    inputs: { shape.py: ./models/shape.py }
    outputs: [ev.csv]
`),
  );
  const refused = await call(['run', 'study.yaml']);
  expect(refused.stderr).toContain(`input shape.py: ${join(folder, 'models', 'shape.py')}`);
  expect((await call(['run', 'study.yaml', '--allow-commands'])).status).toBe(0);
  expect(observed()).toBe(5);
  write('models/shape.py', 'def rows():\n    return "12,1\\n"\n');
  expect((await call(['plan', 'study.yaml'])).stdout).toMatch(
    /command\/events +run +input shape\.py models\/shape\.py changed/,
  );
});
