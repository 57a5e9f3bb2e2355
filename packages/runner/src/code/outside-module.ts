import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The file of a module outside the workspace: a path relative to a folder (`./term.ts`), or a package that is installed where Node.js finds it from there, by
 * its `exports` for `import`.
 *
 * @returns a file: URL, which a `SourceCode` resolves; undefined when there is no such package. Whether a path leads to a file is not looked up
 */
export async function outsideModule(name: string, folder: string): Promise<string | undefined> {
  const file = /^\.\.?\//.test(name) ? resolve(folder, name) : await packageEntry(name, resolve(folder));
  return file === undefined ? undefined : pathToFileURL(file).href;
}

async function packageEntry(name: string, folder: string): Promise<string | undefined> {
  const esbuild = await import('esbuild');
  let found: string | undefined;
  await esbuild.build({
    stdin: { contents: '' },
    absWorkingDir: folder,
    write: false,
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'look-up',
        setup(build) {
          build.onStart(async () => {
            const { path, errors } = await build.resolve(name, { kind: 'import-statement', resolveDir: folder });
            if (errors.length === 0 && isAbsolute(path)) found = path;
          });
        },
      },
    ],
  });
  return found;
}
