import { builtinModules } from 'node:module';
import { dirname, extname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildFailure, BuildOptions, Message, Metafile, OnLoadArgs, OnResolveArgs, Plugin } from 'esbuild';
import { sha256 } from '../digest.ts';
import type { FileDigests } from '../file-digests.ts';
import { RunnerError } from '../runner-error.ts';
import { outsidePackageFolder, packageClosure, workspacePackage } from './outside-packages.ts';

/** A bundle fresh from the compiler. */
export interface Bundle {
  readonly bytes: Uint8Array;
  readonly sourceMap: Uint8Array;
  /** Content digest of every file on which the bundle depends, also of those of which nothing was left in it. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Text of each file of which something is in the bundle. */
  readonly contributors: ReadonlyMap<string, string>;
  readonly packages: readonly string[];
}

interface Source {
  readonly text: string;
  readonly digest: string;
}

/** Settings that decide what bundles look like. They are given in full, so that no tsconfig.json has a say. */
const settings = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  // Short identifiers are chosen by how often letters occur in the source, types included: an edit of a type would show.
  minifyIdentifiers: false,
  treeShaking: true,
  legalComments: 'none',
  charset: 'utf8',
  conditions: ['@cevns/source'],
  tsconfigRaw: { compilerOptions: { target: 'ES2022', verbatimModuleSyntax: true, useDefineForClassFields: true } },
  // CommonJS packages that end up inside a bundle want a `require` for what Node brings along.
  banner: { js: "import{createRequire as $cr}from'node:module';const require=$cr(import.meta.url);" },
} as const satisfies BuildOptions;

/**
 * Bundles each module on its own, with one run of the compiler.
 *
 * @param home the root of the workspace, from whose node_modules specifiers are looked up
 * @param outputFolder the folder below `home` in which the bundles will lie
 * @throws RunnerError `code-not-found` or `code-invalid` with file, line and column
 */
export async function bundleModules(
  home: string,
  outputFolder: string,
  specifiers: readonly string[],
  digests: FileDigests,
): Promise<ReadonlyMap<string, Bundle>> {
  const esbuild = await import('esbuild');
  const sources = new Map<string, Source>();
  const outside = new Map<string, string>();
  const result = await esbuild
    .build({
      ...settings,
      absWorkingDir: home,
      entryPoints: specifiers.map((specifier, i) => ({ in: specifier, out: `m${i}` })),
      outdir: outputFolder,
      write: false,
      metafile: true,
      sourcemap: 'external',
      sourcesContent: false,
      logLevel: 'silent',
      plugins: [workspaceOnly(home, digests, sources, outside)],
    })
    .catch((error: BuildFailure) => {
      throw compilerError(error, home);
    });
  const bundles = new Map<string, Bundle>();
  specifiers.forEach((specifier, i) => {
    const path = resolve(outputFolder, `m${i}.js`);
    const file = (end: string) => result.outputFiles.find((each) => each.path === `${path}${end}`)!.contents;
    const [, output] = Object.entries(result.metafile.outputs).find(([name]) => resolve(home, name) === path)!;
    const reached = reachableFiles(result.metafile, output.entryPoint!).map((name) => resolve(home, name));
    const folders = output.imports.flatMap(({ path, external }) => (external ? (outside.get(path) ?? []) : []));
    const closure = packageClosure(folders);
    const manifests = reached.flatMap((name) => workspacePackage(name)?.manifest ?? []);
    const inputs: Record<string, string> = {};
    for (const name of reached) inputs[name] = sources.get(name)!.digest;
    for (const name of [...manifests, ...closure.files]) inputs[name] ??= digests.digestOf(name);
    const contributors = new Map<string, string>();
    for (const [name, { bytesInOutput }] of Object.entries(output.inputs)) {
      const source = sources.get(resolve(home, name));
      if (bytesInOutput > 0 && source) contributors.set(resolve(home, name), source.text);
    }
    bundles.set(specifier, {
      bytes: file(''),
      sourceMap: file('.map'),
      inputs,
      contributors,
      packages: closure.packages,
    });
  });
  return bundles;
}

/** Digest of a source file without types, comments and white space: for messages that name the file that changed. */
export async function transformDigest(file: string, text: string): Promise<string> {
  const esbuild = await import('esbuild');
  const { format, target, minifyWhitespace, minifySyntax, legalComments, charset, tsconfigRaw } = settings;
  const loader = loaderOf(file);
  const options = { format, target, minifyWhitespace, minifySyntax, legalComments, charset, tsconfigRaw, loader };
  return sha256((await esbuild.transform(text, options)).code);
}

function loaderOf(file: string): 'ts' | 'tsx' | 'js' | 'json' {
  const extension = extname(file);
  return extension === '.json' ? 'json' : extension === '.tsx' ? 'tsx' : /^\.[cm]?ts$/.test(extension) ? 'ts' : 'js';
}

/**
 * Bundles what belongs to the workspace and leaves other packages outside, provided that the root of the workspace leads to the very
 * same package from where it lies; a package that only the importing package has (another version, say) is bundled.
 */
function workspaceOnly(
  home: string,
  digests: FileDigests,
  sources: Map<string, Source>,
  outside: Map<string, string>,
): Plugin {
  return {
    name: 'workspace-only',
    setup(build) {
      const seen = Symbol('seen');
      build.onResolve({ filter: /^[^./]/ }, async (args: OnResolveArgs) => {
        if (args.pluginData === seen || args.path.startsWith('node:') || builtinModules.includes(args.path)) return;
        if (args.kind === 'entry-point' && args.path.startsWith('file:')) return { path: fileURLToPath(args.path) };
        const find = (resolveDir: string) => {
          const kind = args.kind === 'entry-point' ? 'import-statement' : args.kind;
          return build.resolve(args.path, { kind, resolveDir, importer: args.importer, pluginData: seen });
        };
        let found = await find(args.kind === 'entry-point' ? home : args.resolveDir);
        if (found.errors.length > 0) {
          // A module from elsewhere may use what belongs to the workspace; other packages it has to bring along.
          const ours = await find(home);
          if (ours.errors.length > 0 || outsidePackageFolder(ours.path) !== undefined) return { errors: found.errors };
          found = ours;
        }
        const folder = isAbsolute(found.path) ? outsidePackageFolder(found.path) : undefined;
        if (folder !== undefined && args.kind !== 'entry-point' && (await find(home)).path === found.path) {
          outside.set(args.path, folder);
          return { path: args.path, external: true, sideEffects: found.sideEffects };
        }
        return {
          path: found.path,
          namespace: found.namespace,
          sideEffects: found.sideEffects,
          external: found.external,
        };
      });
      // Reading the files here makes sure that the digest kept for the next run is that of the text that was compiled.
      build.onLoad({ filter: /.*/, namespace: 'file' }, (args: OnLoadArgs) => {
        const { bytes, digest } = digests.read(args.path);
        sources.set(args.path, { text: bytes.toString('utf8'), digest });
        return { contents: bytes, loader: loaderOf(args.path), resolveDir: dirname(args.path) };
      });
    },
  };
}

/** All files that can be reached from an entry by imports. */
function reachableFiles(metafile: Metafile, entry: string): string[] {
  const reached = new Set([entry]);
  for (const name of reached) {
    for (const { path, external } of metafile.inputs[name]?.imports ?? []) if (!external) reached.add(path);
  }
  return [...reached].filter((name) => metafile.inputs[name] !== undefined);
}

function compilerError(error: BuildFailure, home: string): RunnerError {
  if (!Array.isArray(error.errors)) return new RunnerError('code-invalid', String(error), { cause: error });
  const missing = error.errors.some(({ text }) => /^Could not resolve/.test(text));
  const lines = error.errors.map(({ text, location }: Message) =>
    location ? `${shownFile(location.file, home)}:${location.line}:${location.column + 1}: ${text}` : text,
  );
  return new RunnerError(missing ? 'code-not-found' : 'code-invalid', lines.join('\n'), { cause: error });
}

/** A file as it is named within the workspace, or in full. */
function shownFile(file: string, home: string): string {
  return file.startsWith('..') ? resolve(home, file) : file;
}
