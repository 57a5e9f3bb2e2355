/** What `cevns run` prints and leaves for people and machines, as they see it from outside. */
import fs from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeScreen } from '../packages/cli/src/testing/fake-screen.ts';
import { parseXml } from '../packages/cli/src/testing/parse-xml.ts';
import { CalledFolder, command } from './called-folder.ts';
import { environment, project } from './command-servers.ts';

const here = new CalledFolder();
const root = here.folder;
afterAll(() => here.remove());

/** Of a study with a table of events that is broken in its fourth line, and one that is not. The broken one is made by a command: a file would be refused before anything runs. */
const broken = join(project, 'test', 'cases', 'data-file-broken');
const made = '{ command: events, output: events.csv }';
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(root, 'case-'));
  const study = fs.readFileSync(join(broken, 'study.yaml'), 'utf8');
  fs.copyFileSync(join(broken, 'events.csv'), join(folder, 'written.csv'));
  write('events.sh', 'cp written.csv events.csv\n');
  const commands = `commands:
  events: { program: ./events.sh, interpreter: sh, inputs: { written.csv: written.csv }, outputs: [events.csv] }
`;
  write('study.yaml', study.replace('table: events.csv', `table: ${made}`) + commands);
  write('good.yaml', study.replace('study: csi', 'study: good').replace('events.csv', 'good.csv'));
  write('good.csv', 'pe,time_us\n12,0.5\n20,1\n');
  const wrong = study.replace('study: csi', 'study: wrong').replace('events.csv', 'good.csv');
  write('wrong.yaml', wrong.replace('baseline: 19.3 m', 'baseline: 19.3'));
  write(
    'scan.yaml',
    `schema: cevns/1.0
campaign: scan
study: study.yaml
matrix:
  inputs.data.events.table: [good.csv, ${made}]
  inputs.baseline: [19 m, 20 m]
`,
  );
});

function write(name: string, text: string): void {
  fs.writeFileSync(join(folder, name), text);
}

const read = (name: string): string => fs.readFileSync(join(folder, name), 'utf8');

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stderr } = await here.callIn(folder, ['run', '--allow-commands', ...args], env);
  return { status, stderr, lines: stderr.trimEnd().split('\n') };
}

describe('failures', () => {
  test('of a study: the cause, what depends on it, and the counts last', async () => {
    const { status, lines } = await run(['study.yaml']);
    expect(status).toBe(1);
    expect(lines.slice(-4)).toEqual([
      expect.stringMatching(/^cevns: csi\/data: events\.csv of the command events:4: /),
      '  not computed, since they depend on it: model, analysis/strength, summary',
      '  nothing was written to results/csi',
      expect.stringMatching(/^csi: failed; \d+ stages computed, 0 unchanged, 1 failed, \d+ not computed, [\d.]+ s$/),
    ]);
  });

  test('of one file among several come after the results of the others', async () => {
    const stopped = await run(['study.yaml', 'good.yaml']);
    expect(stopped.stderr).toContain(
      'cevns: not finished, since csi failed: good (--keep-going goes on with other files)',
    );
    expect(fs.existsSync(join(folder, 'results/good'))).toBe(false);
    const { status, lines } = await run(['study.yaml', 'good.yaml', '--keep-going']);
    expect(status).toBe(1);
    expect(fs.existsSync(join(folder, 'results/good/summary.json'))).toBe(true);
    expect(lines.findIndex((line) => line.startsWith('cevns: csi/data'))).toBeGreaterThan(
      lines.indexOf('  -> results/good'),
    );
    expect(lines.at(-1)).toMatch(/^csi: failed/);
  });

  test('of a campaign: configurations, cause and command, and the counts last', async () => {
    const { status, stderr, lines } = await run(['scan.yaml', '--keep-going']);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^failed: configuration \w{12} \(.*events\.csv.*\) and 1 other\n {2}data: events\.csv of the command events:4: .*\n {2}again: cevns run study\.yaml --set/m,
    );
    expect(lines.at(-1)).toMatch(/^scan: 4 configurations, 2 failed; /);
    const quiet = await run(['scan.yaml', '--keep-going', '--quiet']);
    expect(quiet.lines.map((line) => line.trim().split(' ')[0])).toEqual(['failed:', 'data:', 'again:']);
  });
});

describe('--log-json', () => {
  const records = (lines: readonly string[]): Record<string, unknown>[] => lines.map((line) => JSON.parse(line));

  test('every line on standard error is an event of the journal', async () => {
    const { status, lines } = await run(['good.yaml', '--log-json']);
    expect(status).toBe(0);
    const told = records(lines);
    expect(told[0]).toMatchObject({ event: 'run-begin', graph: 'good', at: expect.stringMatching(/^\d{4}-.*Z$/) });
    const ended = told.filter(({ event }) => event === 'stage-end');
    expect(told.at(-1)).toMatchObject({ event: 'run-end', status: 'succeeded', ran: ended.length });
    const [journal] = fs.readdirSync(join(folder, '.cevns/journal'));
    const written = read(`.cevns/journal/${journal}`)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).event);
    expect(told.map(({ event }) => event)).toEqual(written.filter((event) => event !== 'results'));
  });

  test('failures, problems and wrong calls are records, too', async () => {
    const failed = await run(['study.yaml', '--log-json']);
    expect(failed.status).toBe(1);
    expect(records(failed.lines).at(-1)).toMatchObject({
      event: 'failure',
      name: 'csi',
      stage: 'csi/data',
      cause: expect.stringContaining('events.csv of the command events:4'),
      notComputed: ['model', 'analysis/strength', 'summary'],
    });
    const wrong = await run(['wrong.yaml', '--log-json']);
    expect(wrong.status).toBe(2);
    expect(records(wrong.lines)).toMatchObject([{ event: 'problem', code: 'E401', file: 'wrong.yaml' }]);
    const missing = await run(['good.yaml', '--log-json', '--out', 'good.yaml']);
    expect(records(missing.lines)).toMatchObject([{ event: 'error', message: expect.stringContaining('--out') }]);
    const unknown = await run(['good.yaml', '--log-json', '--nothing']);
    expect(unknown.status).toBe(2);
    expect(records(unknown.lines)[0]).toMatchObject({ message: expect.stringContaining('unknown option') });
  });
});

describe('--junit', () => {
  const cases = (name = 'out/junit.xml') => {
    const [suite] = parseXml(read(name)).children;
    return suite!.children.map(({ attributes, children }) => [attributes.name, children[0]?.name]);
  };

  test('a case for every analysis, also when the run fails', async () => {
    expect((await run(['good.yaml', '--junit', 'out/junit.xml', '--quiet'])).status).toBe(0);
    expect(cases()).toEqual([['strength', undefined]]);
    expect((await run(['study.yaml', '--junit', 'out/junit.xml', '--quiet'])).status).toBe(1);
    expect(cases()).toEqual([['strength', 'failure']]);
    expect((await run(['wrong.yaml', '--junit', 'out/junit.xml', '--quiet'])).status).toBe(2);
    expect(cases()).toEqual([['run', 'error']]);
    expect(fs.readdirSync(join(folder, 'out'))).toEqual(['junit.xml']);
  });

  test('a case for every configuration', async () => {
    expect((await run(['scan.yaml', '--junit', 'junit.xml', '--keep-going'])).status).toBe(1);
    const found = cases('junit.xml');
    expect(found.map(([, state]) => state)).toEqual([undefined, undefined, 'failure', 'failure']);
    expect(found[3]![0]).toMatch(/^\w{12}: inputs\.data\.events\.table = .*events\.csv.*, inputs\.baseline = 20 m$/);
  });
});

describe('in GitHub Actions', () => {
  const actions = () => ({
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: root,
    GITHUB_STEP_SUMMARY: join(folder, 'step.md'),
  });
  const annotations = (lines: readonly string[]) => lines.filter((line) => line.startsWith('::'));

  test('a problem of a study is an annotation at its place', async () => {
    const { status, lines } = await run(['wrong.yaml'], actions());
    expect(status).toBe(2);
    const name = folder.slice(root.length + 1);
    expect(annotations(lines)).toEqual([
      expect.stringMatching(
        new RegExp(`^::error file=${name}/wrong\\.yaml,line=\\d+,col=\\d+,title=E401%3A Missing unit::`),
      ),
    ]);
  });

  test('results and failures are in the summary of the step', async () => {
    await run(['good.yaml'], actions());
    expect(read('step.md')).toMatch(/^### good\n(.*\n)*\| strength \| .*cevns-strength/);
    const { lines } = await run(['scan.yaml', '--keep-going'], actions());
    expect(annotations(lines)).toHaveLength(1);
    expect(read('step.md')).toContain('| 4 | 2 | 2 | 0 |');
  });
});

test.each([
  ['--out', 'good.yaml'],
  ['--out', 'good.yaml/below'],
  ['--store', 'good.yaml'],
  ['--junit', '.'],
])('%s %s is refused before anything runs', async (option, path) => {
  const before = fs.readdirSync(folder);
  const { status, stderr } = await run(['good.yaml', option, path]);
  expect([status, stderr]).toEqual([2, expect.stringMatching(new RegExp(`^cevns: ${option}: `))]);
  expect(fs.readdirSync(folder)).toEqual(before);
});

test('where nobody watches, nothing but text is printed', async () => {
  const args = ['run', '--allow-commands', 'scan.yaml', '--keep-going'];
  const { stderr } = await here.callAlone(folder, args, { FORCE_COLOR: '1' });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

const canMakeTerminals = fs.existsSync('/usr/bin/script') && process.platform === 'linux';
test.skipIf(!canMakeTerminals)('on a terminal lines are drawn that leave nothing behind', async () => {
  const watch = async (env: Readonly<Record<string, string>>, store: string): Promise<string> => {
    const words = `stty cols 40; '${process.execPath}' '${command}' run good.yaml --store ${store}`;
    const { stdout } = await execa('script', ['-qec', words, '/dev/null'], {
      cwd: folder,
      env: environment({ TERM: 'xterm', ...env }),
      extendEnv: false,
    });
    return stdout;
  };
  const written = await watch({}, 'a');
  const screen = new FakeScreen(200, 100);
  screen.write(written);
  expect(written).toMatch(/\d\/\d/);
  expect(screen.text.join('\n')).not.toMatch(/\d\/\d|writing results/);
  expect(screen.text.join('\n')).toContain('-> results/good');
  for (const env of [{ TERM: 'dumb' }, { CI: 'true' }])
    expect(await watch(env, Object.keys(env)[0]!)).not.toContain('\u001b');
});
