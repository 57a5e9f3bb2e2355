/**
 * Wrong inputs, and what the command says to them. Each folder of `test/cases/` is one case: `case.yaml` (the call and its exit
 * status), the input files, and `expected.txt` (standard error). To add one, make a folder and run
 * `npx vitest run test/cases.test.ts -u`, then read the `expected.txt` it wrote with the eyes of a physicist.
 */
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, test } from 'vitest';
import { parse } from 'yaml';
import { type Call, CommandServers, environment, project } from './command-servers.ts';

interface Case {
  /** What is wrong, for the reader. */
  readonly about: string;
  /** Words after `cevns`. */
  readonly args: readonly string[];
  readonly status: number;
  readonly setup?: readonly Preparation[];
  /** What a run that fails halfway may leave in its folder; nothing unless given. */
  readonly 'may-write'?: readonly string[];
}

/** Files that are not kept in the repository: large ones, binary ones, and one that may not be read. */
type Preparation =
  | { readonly file: string; readonly bytes: number; readonly line?: string }
  | { readonly file: string; readonly hex: string }
  | { readonly unreadable: string };

const cases = join(project, 'test', 'cases');
const command = [process.execPath, join(project, 'packages', 'cli', 'bin', 'cevns.js')];

/** Root may read everything; without these two rights it is a user like any other. */
const asUser =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-all'] : [];

function prepare(folder: string, steps: readonly Preparation[]): void {
  for (const step of steps) {
    if ('unreadable' in step) chmodSync(join(folder, step.unreadable), 0);
    else if ('hex' in step) writeFileSync(join(folder, step.file), Buffer.from(step.hex, 'hex'));
    else writeFileSync(join(folder, step.file), Buffer.alloc(step.bytes, `${step.line ?? ''}\n`));
  }
}

/** Everything in a folder with what changes when it is written. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => {
      const stat = statSync(join(folder, path));
      return [path, stat.isDirectory() ? 'folder' : `${stat.size} bytes, ${stat.mtimeMs}`];
    }),
  );
}

/** A call in a process of its own, which may not do what the user of the test may. */
async function callAsUser(folder: string, args: readonly string[]): Promise<Call> {
  const [program, ...rest] = [...asUser, ...command, ...args];
  const result = await execa(program!, rest, {
    cwd: folder,
    reject: false,
    stdin: 'ignore',
    env: environment(),
    extendEnv: false,
  });
  return { status: result.exitCode ?? -1, stdout: result.stdout, stderr: `${result.stderr}\n` };
}

let servers: CommandServers;
beforeAll(async () => {
  servers = await CommandServers.open(2);
}, 60_000);
afterAll(() => servers.close());

/** A problem of a file or of `--set` starts with its place, whatever else with the name of the command. */
const OPENING = /^(?:(?:[\w./-]+|--set [\w.-]+):\d+:\d+: error E\d{3}:|cevns: )/;
/** Words that say something to whoever wrote the program, and nothing to a physicist. */
const ABOUT_THE_PROGRAM =
  /^\s+at |node:|node_modules|\b(?:ajv|instancePath|schema path|must match|undefined|null|NaN)\b|\[object /m;

const names = readdirSync(cases, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

test.concurrent.for(names)('%s', async (name, context) => {
  const spec = parse(readFileSync(join(cases, name, 'case.yaml'), 'utf8')) as Case;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cevns-case-')));
  try {
    cpSync(join(cases, name), folder, {
      recursive: true,
      filter: (path) => !['case.yaml', 'expected.txt'].some((own) => path === join(cases, name, own)),
    });
    prepare(folder, spec.setup ?? []);
    const before = contents(folder);
    const args = spec.args.map(String);
    const isUnprivileged = spec.setup?.some((step) => 'unreadable' in step) ?? false;
    const {
      status,
      stdout,
      stderr: said,
    } = await (isUnprivileged ? callAsUser(folder, args) : servers.call(folder, args));
    const stderr = said.replaceAll(folder, '<folder>').replaceAll(project, '<cevns>');
    await context.expect(stderr).toMatchFileSnapshot(join(cases, name, 'expected.txt'));
    context.expect(stderr).toMatch(OPENING);
    context.expect(stderr).not.toMatch(ABOUT_THE_PROGRAM);
    context.expect(status).toBe(spec.status);
    context.expect(stdout).toBe('');
    const allowed = spec['may-write'] ?? [];
    const after = Object.entries(contents(folder)).filter(([path]) => !allowed.includes(path.split(/[\\/]/)[0]!));
    context.expect(Object.fromEntries(after)).toEqual(before);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
