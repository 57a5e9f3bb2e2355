import fs from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeAtomically } from '../atomic-write.ts';
import { sha256 } from '../digest.ts';
import { FileDigests, type FileDigestsJson } from '../file-digests.ts';
import { RunnerError } from '../runner-error.ts';
import { seal, unseal } from '../sealed.ts';
import type { Bundle } from './bundle.ts';
import { codeDigest } from './code-digest.ts';
import type { CodeProvider, ResolvedModule } from './code-provider.ts';
import { outsidePackageFolder, workspacePackage } from './outside-packages.ts';

const indexFormat = 'cevns-code-1';
/** How long a bundle stays after the last module left it: a campaign that began before an edit may start workers for days. */
const keepUnusedMs = 30 * 24 * 3600 * 1000;

interface IndexedModule {
  readonly digest: string;
  readonly bundle: string;
  readonly packages: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** Content digest of each file on which the bundle depends; paths are relative to the workspace. */
  readonly inputs: Readonly<Record<string, string>>;
}

interface CodeIndex {
  readonly format: string;
  readonly files: FileDigestsJson;
  /** Digest of the text without types, comments and white space, by digest of the content. */
  readonly transforms: Readonly<Record<string, string>>;
  readonly modules: Readonly<Record<string, IndexedModule>>;
}

/**
 * Code of a checkout: modules are compiled when one of their files has changed, and the bundle that was hashed is the one
 * that is executed. In the unchanged case each file costs one stat, and the compiler is not even loaded.
 */
export class SourceCode implements CodeProvider {
  readonly home: string;
  readonly folder: string;
  readonly #digests: FileDigests;
  readonly #transforms: Map<string, string>;
  readonly #modules: Map<string, IndexedModule>;

  /** @param options.home root folder of the workspace: its node_modules holds the packages of the workspace */
  constructor(options: { readonly home: string }) {
    this.home = fs.realpathSync(resolve(options.home));
    // Inside node_modules, so that a bundle finds the packages that stay outside it.
    this.folder = join(this.home, 'node_modules', '.cache', 'cevns');
    const index = readIndex(join(this.folder, 'index'));
    this.#digests = new FileDigests(index?.files);
    this.#transforms = new Map(Object.entries(index?.transforms ?? {}));
    this.#modules = new Map(Object.entries(index?.modules ?? {}));
  }

  async resolve(specifiers: readonly string[]): Promise<ReadonlyMap<string, ResolvedModule>> {
    const wanted = [...new Set(specifiers)];
    const current = new Map<string, string | undefined>();
    const stale = wanted.filter((specifier) => !this.#isCurrent(this.#modules.get(specifier), current));
    if (stale.length > 0) await this.#compile(stale);
    if (this.#digests.changed) this.#saveIndex();
    return new Map(wanted.map((specifier) => [specifier, this.#resolved(this.#modules.get(specifier)!)]));
  }

  /** Outside packages of a module as `name@version`, after `resolve`. */
  packagesOf(specifier: string): readonly string[] {
    return this.#modules.get(specifier)?.packages ?? [];
  }

  #resolved({ digest, bundle, files }: IndexedModule): ResolvedModule {
    return { digest, bundle, files, url: pathToFileURL(this.#bundlePath(digest)).href };
  }

  #bundlePath(digest: string): string {
    return join(this.folder, `${digest}.mjs`);
  }

  #isCurrent(module: IndexedModule | undefined, current: Map<string, string | undefined>): boolean {
    if (!module) return false;
    const digestOf = (path: string) => {
      if (!current.has(path)) current.set(path, this.#digestOrUndefined(path));
      return current.get(path);
    };
    if (digestOf(this.#bundlePath(module.digest)) !== module.bundle) return false;
    return Object.entries(module.inputs).every(([path, digest]) => digestOf(join(this.home, path)) === digest);
  }

  #digestOrUndefined(path: string): string | undefined {
    try {
      return this.#digests.digestOf(path);
    } catch {
      return undefined;
    }
  }

  async #compile(specifiers: readonly string[]): Promise<void> {
    const { bundleModules } = await import('./bundle.ts');
    const bundles = await bundleModules(this.home, this.folder, specifiers, this.#digests);
    for (const [specifier, bundle] of bundles) {
      const bundleDigest = sha256(bundle.bytes);
      const digest = codeDigest(bundleDigest, bundle.packages);
      this.#write(`${digest}.mjs.map`, bundle.sourceMap);
      this.#write(`${digest}.mjs`, bundle.bytes);
      this.#digests.digestOf(this.#bundlePath(digest));
      const inputs: Record<string, string> = {};
      for (const [path, content] of Object.entries(bundle.inputs)) inputs[relative(this.home, path)] = content;
      for (const path of this.#installation()) inputs[relative(this.home, path)] = this.#digests.digestOf(path);
      const files = await this.#describe(bundle);
      this.#modules.set(specifier, { digest, bundle: bundleDigest, packages: bundle.packages, files, inputs });
    }
  }

  /** Files that change when packages are installed: then specifiers may lead elsewhere, or the compiler may be another. */
  #installation(): string[] {
    const compiler = createRequire(import.meta.url).resolve('esbuild/package.json');
    const record = join(this.home, 'node_modules', '.package-lock.json');
    return fs.existsSync(record) ? [compiler, record] : [compiler];
  }

  async #describe(bundle: Bundle): Promise<Record<string, string>> {
    const { transformDigest } = await import('./bundle.ts');
    const files: Record<string, string> = {};
    for (const text of bundle.packages) {
      const at = text.lastIndexOf('@');
      files[text.slice(0, at)] = text.slice(at + 1);
    }
    await Promise.all(
      [...bundle.contributors].map(async ([path, text]) => {
        const content = bundle.inputs[path]!;
        let digest = this.#transforms.get(content);
        if (digest === undefined) {
          digest = await transformDigest(path, text);
          this.#transforms.set(content, digest);
        }
        files[sourceName(path)] = digest;
      }),
    );
    return files;
  }

  #write(name: string, content: string | Uint8Array): void {
    try {
      writeAtomically(join(this.folder, name), content);
    } catch (error) {
      throw new RunnerError('code-cache-unwritable', `compiled modules cannot be written to ${this.folder}: ${error}`, {
        cause: error,
      });
    }
  }

  #saveIndex(): void {
    // Another process may have compiled other modules meanwhile; what it found out is checked like our own.
    const saved = readIndex(join(this.folder, 'index'));
    const known = Object.entries({ ...saved?.modules, ...Object.fromEntries(this.#modules) });
    const modules = Object.fromEntries(known.filter(([specifier]) => !isGone(specifier)));
    const all = Object.values(modules);
    const contents = new Set(all.flatMap(({ inputs }) => Object.values(inputs)));
    const transforms = [...Object.entries(saved?.transforms ?? {}), ...this.#transforms];
    // The bundles of former modules would be most of the index, which every run reads.
    const paths = new Set(all.flatMap(({ inputs }) => Object.keys(inputs).map((path) => join(this.home, path))));
    for (const { digest } of all) paths.add(this.#bundlePath(digest));
    const files = Object.entries({ ...saved?.files, ...this.#digests.toJson() });
    const index: CodeIndex = {
      format: indexFormat,
      files: Object.fromEntries(files.filter(([path]) => paths.has(path))),
      transforms: Object.fromEntries(transforms.filter(([content]) => contents.has(content))),
      modules,
    };
    const used = new Set(all.map(({ digest }) => digest));
    // Before the index says so: a process that reads it sweeps by these dates.
    this.#keepForNow(Object.values(saved?.modules ?? {}).filter(({ digest }) => !used.has(digest)));
    this.#write('index', seal(index));
    this.#sweep(used);
  }

  /** Dates the bundles that modules leave: they count as used until now, however long ago they were compiled. */
  #keepForNow(left: readonly IndexedModule[]): void {
    const now = new Date();
    for (const { digest } of left) {
      for (const path of [this.#bundlePath(digest), `${this.#bundlePath(digest)}.map`]) {
        try {
          fs.utimesSync(path, now, now);
        } catch {
          // It is gone, or another user's: then it may go sooner.
        }
      }
    }
  }

  /** Removes bundles that no module uses any more; not at once, since another process may be about to run one. */
  #sweep(used: ReadonlySet<string>): void {
    const before = Date.now() - keepUnusedMs;
    for (const name of fs.readdirSync(this.folder)) {
      // Bundles of the command, and the folder of what was compiled of them, are in the same folder; the command removes them itself.
      if (name === 'index' || name.startsWith('command') || used.has(name.slice(0, 64))) continue;
      const path = join(this.folder, name);
      const found = fs.statSync(path, { throwIfNoEntry: false });
      if (found?.isFile() && found.mtimeMs < before) fs.rmSync(path, { force: true });
    }
  }
}

/** Whether a specifier is the file: URL of a module that is not there any more. */
function isGone(specifier: string): boolean {
  return specifier.startsWith('file:') && !fs.existsSync(fileURLToPath(specifier));
}

const EXTENSION = /\.[cm]?[jt]sx?$/;

/** Name of a source file for people: package without scope, path in its sources, no extension: 'fitting/newton'. */
function sourceName(path: string): string {
  const outside = outsidePackageFolder(path);
  const within = outside === undefined ? workspacePackage(path) : undefined;
  if (outside !== undefined) return path.slice(path.lastIndexOf(`node_modules${sep}`) + 13);
  // A module from elsewhere may lie in no package at all.
  if (!within) return basename(path).replace(EXTENSION, '');
  const name = relative(within.folder, path)
    .replace(/^src[/\\]/, '')
    .replace(EXTENSION, '');
  return `${within.name.replace(/^@[^/]*\//, '')}/${name.split(sep).join('/')}`;
}

function readIndex(path: string): CodeIndex | undefined {
  try {
    const index = unseal(fs.readFileSync(path)) as CodeIndex | undefined;
    return index?.format === indexFormat ? index : undefined;
  } catch {
    // No index, or an unreadable one: everything is compiled again.
    return undefined;
  }
}
