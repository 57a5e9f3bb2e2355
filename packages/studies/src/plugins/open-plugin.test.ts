import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allPlugins, noPlugins, type PluginPermission } from '@cevns/runner/code/plugin-permission';
import { SourceCode } from '@cevns/runner/code/source-code';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPlugin } from './open-plugin.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const code = new SourceCode({ home });
let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'cevns-open-plugin-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const good = `export const name = 'mine';
export const schema = { properties: { mass: { quantity: 'energy' } }, required: ['mass'] };
export const interaction = { source: 'test', parameters: () => ({}), amplitudes: () => ({}), coefficients: () => ({}) };
`;

function write(name: string, text: string): void {
  fs.mkdirSync(dirname(join(folder, name)), { recursive: true });
  fs.writeFileSync(join(folder, name), text);
}

function opened(writtenAs: string, permission: PluginPermission = allPlugins) {
  return openPlugin(writtenAs, folder, { code, permission });
}

test.each(['mine.ts', 'mine.mts', 'mine.js', 'mine.mjs'])('a plug-in in %s', async (file) => {
  write(file, good);
  expect(await opened(`./${file}`)).toMatchObject({
    name: 'mine',
    writtenAs: `./${file}`,
    file: join(folder, file),
    interaction: { source: 'test' },
    schema: { required: ['mass'] },
  });
});

test('a plug-in that may not run is compiled, and nothing of it is executed', async () => {
  write('effect.mjs', `globalThis.pluginRan = true;\n${good}`);
  const refusal = await opened('./effect.mjs', noPlugins).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'E801', details: { message: expect.stringContaining('./effect.mjs') } });
  expect('pluginRan' in globalThis).toBe(false);
  const digest = /digest ([0-9a-f]{64})$/.exec((refusal as { details: { found: string } }).details.found)![1];
  await opened('./effect.mjs', { allows: (asked) => asked === digest, advice: () => '' });
  expect('pluginRan' in globalThis).toBe(true);
});

describe('plug-ins that are not there', () => {
  test.each([
    ['./nothing.ts', { expected: 'a file relative to the study' }],
    ['./folder.ts', { expected: 'a file relative to the study' }],
    ['./mine.json', { expected: expect.stringContaining('.mjs') }],
    ['/absolute/mine.ts', { expected: expect.stringContaining('package') }],
    ['mine.ts', { suggestion: './mine.ts' }],
    ['no-such-package', { expected: expect.stringContaining('package') }],
    ['fs', { expected: expect.stringContaining('package') }],
    ['https://example.org/mine.js', { expected: expect.stringContaining('package') }],
  ])('%s', async (name, details) => {
    write('mine.ts', good);
    write('mine.json', '{}');
    fs.mkdirSync(join(folder, 'folder.ts'), { recursive: true });
    await expect(opened(name)).rejects.toMatchObject({ code: 'E802', details });
  });
});

describe('plug-ins that cannot be used', () => {
  test.each([
    ['syntax', 'export const name = ;', /does not compile: \/.*\/broken\.ts:1:21: Unexpected ";"/],
    ['an import that leads nowhere', "import './nothing.ts';", /Could not resolve "\.\/nothing\.ts"/],
    ['an error when it is loaded', "throw new Error('no luck');", /throws an error when it is loaded: no luck/],
    ['something thrown that is no error', "throw 'no luck';", /when it is loaded: no luck/],
    ['no name', good.replace(/.*name.*\n/, ''), /no export `name`/],
    ['a name with spaces', good.replace("'mine'", "'My Term'"), /`name` cannot be the name of a term/],
    ['a name with a meaning in JavaScript', good.replace("'mine'", "'constructor'"), /cannot be the name/],
    ['no interaction', good.replace(/.*interaction.*\n/, ''), /no export `interaction`/],
    ['an interaction that is a function', good.replace(/= \{ source.*/, '= () => 1;'), /`interaction` is no object/],
    ['no source', good.replace("source: 'test', ", ''), /no text `source`/],
    ['no parameters', good.replace('parameters: () => ({}), ', ''), /no function `parameters`/],
    ['parameters that are no function', good.replace('parameters: () =>', 'parameters:'), /no function `parameters`/],
    ['amplitudes alone', good.replace(', coefficients: () => ({})', ''), /one of `amplitudes` and `coefficients`/],
    ['a schema that is a list', good.replace(/schema = .*/, 'schema = [];'), /`schema` is no object/],
    ['an unknown type', good.replace("quantity: 'energy'", "type: 'numbr'"), /`schema` cannot be used: .*must be/],
    ['an unknown quantity', good.replace("'energy'", "'weight'"), /there is no quantity "weight"/],
    ['a reference', good.replace("quantity: 'energy'", "$ref: '#/$defs/detector'"), /keyword `\$ref`/],
    ['a setting called term', good.replace('mass: {', 'term: {'), /has the setting `term`/],
  ])('%s', async (_, text, message) => {
    write('broken.ts', text);
    await expect(opened('./broken.ts')).rejects.toMatchObject({
      code: 'E803',
      message: expect.stringMatching(message),
      details: { message: expect.stringContaining('`./broken.ts`') },
    });
  });

  test('the name of a term of cevns is taken', async () => {
    write('broken.ts', good.replace("'mine'", "'nsi'"));
    await expect(opened('./broken.ts')).rejects.toMatchObject({ code: 'E804' });
  });
});
