import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = resolve(fileURLToPath(new URL('..', import.meta.url)));
const copied = [
  'packages',
  'configs',
  'pipelines',
  'schemas',
  'scripts',
  'package.json',
  '.npmrc',
  'tsconfig.base.json',
];
const leftOut = new Set(['node_modules', 'dist', '.cevns']);
/** Packages of the workspace, and what npm, vite and cevns itself keep beside packages. */
const madeAnew = new Set(['@cevns', 'cevns', '.bin', '.cache', '.vite', '.vite-temp']);

/** How a command ended. */
export interface Call {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A copy of the project in a temporary folder, for tests that edit it: its packages are linked to one another inside the copy,
 * packages from outside to those that are installed.
 */
export class WorkspaceCopy {
  readonly home: string;

  /** @param from the project, or another copy of it */
  constructor(from: string = project) {
    this.home = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'cevns-copy-'));
    for (const name of copied) {
      const filter = (path: string): boolean => !leftOut.has(path.slice(path.lastIndexOf('/') + 1));
      fs.cpSync(join(from, name), join(this.home, name), { recursive: true, filter });
    }
    this.#link(from);
  }

  #link(from: string): void {
    const modules = this.path('node_modules');
    fs.mkdirSync(join(modules, '@cevns'), { recursive: true });
    for (const name of fs.readdirSync(join(from, 'node_modules'))) {
      if (!madeAnew.has(name)) fs.symlinkSync(fs.realpathSync(join(from, 'node_modules', name)), join(modules, name));
    }
    for (const folder of fs.readdirSync(this.path('packages'))) {
      const { name } = JSON.parse(this.read(`packages/${folder}/package.json`)) as { name: string };
      fs.symlinkSync(this.path(`packages/${folder}`), join(modules, name));
      const own = join(from, 'packages', folder, 'node_modules');
      if (fs.existsSync(own)) fs.symlinkSync(fs.realpathSync(own), this.path(`packages/${folder}/node_modules`));
    }
  }

  /** Absolute path of something in the copy. */
  path(relative: string): string {
    return join(this.home, relative);
  }

  read(path: string): string {
    return fs.readFileSync(this.path(path), 'utf8');
  }

  write(path: string, text: string): void {
    fs.writeFileSync(this.path(path), text);
  }

  /** Replaces a text that occurs exactly once in a file. */
  edit(path: string, from: string, to: string): void {
    const parts = this.read(path).split(from);
    if (parts.length !== 2) throw new Error(`${path} contains ${JSON.stringify(from)} ${parts.length - 1} times`);
    this.write(path, parts.join(to));
  }

  /** Product sources of all packages, relative to the copy. */
  sources(): string[] {
    const inside = (folder: string): string[] =>
      fs.readdirSync(this.path(folder), { withFileTypes: true }).flatMap((entry) => {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) return inside(path);
        return path.endsWith('.ts') && !path.endsWith('.test.ts') ? [path] : [];
      });
    return fs.readdirSync(this.path('packages')).flatMap((name) => inside(`packages/${name}/src`));
  }

  /** Runs `cevns` of the copy; `folder` is the working directory, the root of the copy unless given. */
  cevns(args: readonly string[], folder: string = this.home): Promise<Call> {
    return this.call(process.execPath, [this.path('packages/cli/bin/cevns.js'), ...args], folder);
  }

  call(command: string, args: readonly string[], folder: string = this.home): Promise<Call> {
    const { CEVNS_STORE: _, ...env } = process.env;
    return new Promise((settle) => {
      const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 };
      execFile(command, args, options, (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        settle({ status, stdout, stderr });
      });
    });
  }

  remove(): void {
    fs.rmSync(this.home, { recursive: true, force: true });
  }
}
