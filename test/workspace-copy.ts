import fs from 'node:fs';
import { basename, join } from 'node:path';
import { CalledFolder } from './called-folder.ts';
import { type Call, project } from './command-servers.ts';

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

/**
 * A copy of the project in a temporary folder, for tests that edit it: its packages are linked to one another inside the copy,
 * packages from outside to those that are installed.
 */
export class WorkspaceCopy extends CalledFolder {
  /** @param from the project, or another copy of it */
  constructor(from: string = project) {
    super();
    for (const name of copied) {
      const filter = (path: string): boolean => !leftOut.has(basename(path)) && !path.endsWith('.test.ts');
      fs.cpSync(join(from, name), this.path(name), { recursive: true, filter });
    }
    this.#link(from);
  }

  override get home(): string {
    return this.folder;
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

  /** Replaces a text that occurs exactly once in a file. */
  override edit(path: string, from: string, to: string): void {
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

  /** A call of `cevns` of the copy; `folder` is the working directory, the root of the copy unless given. */
  cevns(args: readonly string[], folder: string = ''): Promise<Call> {
    return this.callIn(folder, args);
  }

  /** `npm` in the root of the copy. */
  npm(args: readonly string[]): Promise<Call> {
    return this.start('npm', args, '', {});
  }
}
