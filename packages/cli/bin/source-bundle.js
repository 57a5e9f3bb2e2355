import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Folder, within that of the bundles, of what V8 compiled. */
const compiled = 'compiled';

/** A process loads all of its bundle when it starts: a day after another replaced it, nobody is about to. */
const keepReplacedMs = 24 * 3600 * 1000;

/** Lets Node.js (22.1 and newer) keep what V8 compiles and start from it: a quarter faster. Where the folder cannot be written it does without. */
export function keepCompiled(packageFolder) {
  module.enableCompileCache?.(join(cacheOf(resolve(packageFolder, '..', '..')), compiled));
}

/**
 * Imports `main` of `src/main.ts` as one bundle from the cache of the checkout; the name of the bundle identifies the code.
 *
 * The cache lists the signature (size, times, inode) of every source file that went into the bundle and of npm's record
 * of what is installed. When all agree the bundle is imported as it is; otherwise esbuild makes a new one.
 */
export async function importFromSource(packageFolder) {
  const home = resolve(packageFolder, '..', '..');
  const cache = cacheOf(home);
  const bundle = readFresh(home, cache) ?? (await build(home, packageFolder, cache));
  const { main } = await import(pathToFileURL(bundle).href);
  return { main, codeVersion: basename(bundle, '.mjs') };
}

function cacheOf(home) {
  return join(home, 'node_modules', '.cache', 'cevns');
}

function signature(path) {
  const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
  return `${size} ${mtimeNs} ${ctimeNs} ${ino}`;
}

function readFresh(home, cache) {
  try {
    const { file, inputs } = JSON.parse(readFileSync(join(cache, 'command.json'), 'utf8'));
    for (const [path, seen] of inputs) if (signature(join(home, path)) !== seen) return undefined;
    statSync(join(cache, file));
    return join(cache, file);
  } catch {
    return undefined; // no cache, a file that is gone, a damaged index: all mean "make it again"
  }
}

/** The painter of PNGs is loaded when the first is painted: an import of it would load its binary with every command. */
const paintersLater = {
  name: 'painters-later',
  setup(build) {
    build.onResolve({ filter: /^@resvg\/resvg-js$/ }, ({ path, namespace }) =>
      namespace === 'later' ? { path, external: true } : { path, namespace: 'later' },
    );
    build.onLoad({ filter: /.*/, namespace: 'later' }, ({ path }) => ({
      contents: `exports.Resvg = function (...given) { return new (require(${JSON.stringify(path)}).Resvg)(...given); };`,
      loader: 'js',
    }));
  },
};

async function build(home, packageFolder, cache) {
  const esbuild = await import('esbuild');
  const started = Date.now();
  const result = await esbuild
    .build({
      entryPoints: [join(packageFolder, 'src', 'main.ts')],
      absWorkingDir: home,
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      conditions: ['@cevns/source'],
      legalComments: 'none',
      logLevel: 'silent',
      // They find their own files (a binary, a worker script) beside themselves.
      external: ['esbuild', '@resvg/resvg-js'],
      plugins: [paintersLater],
      banner: {
        js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
      },
    })
    .catch((error) => {
      const first = error.errors?.[0];
      const where = first?.location ? `${first.location.file}:${first.location.line}:${first.location.column}: ` : '';
      throw new Error(`the source of the command does not compile: ${where}${first?.text ?? error.message}`);
    });
  const text = result.outputFiles[0].text;
  const file = `command-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.mjs`;
  const own = Object.keys(result.metafile.inputs).filter((path) => !/node_modules\/|^later:/.test(path));
  const inputs = [...own, join('node_modules', '.package-lock.json')].map((path) => [
    relative(home, join(home, path)),
    signature(join(home, path)),
  ]);
  mkdirSync(cache, { recursive: true });
  writeAtomically(join(cache, file), text);
  // A file edited while esbuild was reading must not be recorded with the signature of its newer text.
  const edited = own.some((path) => statSync(join(home, path)).mtimeMs >= started);
  if (!edited) {
    const replaced = currentBundle(cache);
    writeAtomically(join(cache, 'command.json'), JSON.stringify({ file, inputs }));
    removeReplaced(cache, file, replaced);
    if (replaced !== file) removeCompiled(cache);
  }
  return join(cache, file);
}

/** Name of the bundle that the index of the cache names, if there is any. */
function currentBundle(cache) {
  try {
    return JSON.parse(readFileSync(join(cache, 'command.json'), 'utf8')).file;
  } catch {
    return undefined; // no index, or a damaged one
  }
}

/** Removes bundles that were replaced long ago; the one that is replaced now counts as used until now. */
function removeReplaced(cache, current, replaced) {
  const before = Date.now() - keepReplacedMs;
  for (const name of readdirSync(cache)) {
    if (!name.startsWith('command-') || name === current) continue;
    const path = join(cache, name);
    try {
      if (name === replaced) utimesSync(path, new Date(), new Date());
      else if (statSync(path).mtimeMs < before) rmSync(path);
    } catch {
      // Another process removed it first.
    }
  }
}

/** Removes what V8 compiled of earlier bundles: it is of no use to the new one. */
function removeCompiled(cache) {
  try {
    rmSync(join(cache, compiled), { recursive: true, force: true });
  } catch {
    // Another process, which is about to end, writes into it.
  }
}

function writeAtomically(path, text) {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
