import fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeAtomically } from '../atomic-write.ts';
import { canonicalJson } from '../json.ts';
import { RunnerError } from '../runner-error.ts';
import { codeDigest } from './code-digest.ts';
import type { CodeProvider, ResolvedModule } from './code-provider.ts';
import type { SourceCode } from './source-code.ts';

interface CodeManifest {
  readonly format: 'cevns-code-manifest-1';
  readonly modules: Readonly<
    Record<
      string,
      {
        readonly digest: string;
        readonly bundle: string;
        /** Path of the bundle relative to the manifest. */
        readonly file: string;
        readonly packages: readonly string[];
        readonly files: Readonly<Record<string, string>>;
      }
    >
  >;
}

/** Code of a published build: bundles with their digests, listed in a manifest beside them. */
export class ManifestCode implements CodeProvider {
  readonly #path: string;
  readonly #manifest: CodeManifest;

  /** @throws RunnerError `code-manifest` when there is no such manifest, or a damaged one */
  constructor(path: string) {
    this.#path = resolve(path);
    try {
      this.#manifest = JSON.parse(fs.readFileSync(this.#path, 'utf8')) as CodeManifest;
    } catch (error) {
      throw new RunnerError('code-manifest', `${this.#path} cannot be read: ${error}`, { cause: error });
    }
    if (this.#manifest.format !== 'cevns-code-manifest-1') {
      throw new RunnerError('code-manifest', `${this.#path} is not a manifest of compiled modules`);
    }
  }

  async resolve(specifiers: readonly string[]): Promise<ReadonlyMap<string, ResolvedModule>> {
    const modules = new Map<string, ResolvedModule>();
    for (const specifier of specifiers) {
      const module = this.#manifest.modules[specifier];
      if (!module) throw new RunnerError('code-not-found', `${specifier} is not in ${this.#path}`);
      const { digest, bundle, file, packages, files } = module;
      if (codeDigest(bundle, packages) !== digest) {
        throw new RunnerError(
          'code-manifest',
          `${this.#path}: the digest of ${specifier} does not belong to its bundle`,
        );
      }
      modules.set(specifier, { digest, bundle, files, url: pathToFileURL(join(dirname(this.#path), file)).href });
    }
    return modules;
  }
}

/** Writes the bundles of modules and their manifest (`manifest.json`) into a folder, for a published build; returns its path. */
export async function writeCodeManifest(
  source: SourceCode,
  specifiers: readonly string[],
  folder: string,
): Promise<string> {
  const resolved = await source.resolve(specifiers);
  const modules: Record<string, CodeManifest['modules'][string]> = {};
  for (const [specifier, { digest, bundle, files, url }] of resolved) {
    const file = `${digest}.mjs`;
    writeAtomically(join(folder, file), fs.readFileSync(fileURLToPath(url)));
    modules[specifier] = { digest, bundle, file, packages: source.packagesOf(specifier), files };
  }
  const manifest: CodeManifest = { format: 'cevns-code-manifest-1', modules };
  const path = join(folder, 'manifest.json');
  writeAtomically(path, `${canonicalJson(manifest)}\n`);
  return path;
}
