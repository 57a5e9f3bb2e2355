import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { statusOf } from '@cevns/language/catalogue';
import { schemaFault } from '@cevns/language/schema-fault';
import type { Schema } from '@cevns/language/schema-words';
import type { Interaction } from '@cevns/physics/interactions/interaction';
import { interactions } from '@cevns/physics/interactions/registry';
import type { CodeProvider, ResolvedModule } from '@cevns/runner/code/code-provider';
import { importModule } from '@cevns/runner/code/import-module';
import { outsideModule } from '@cevns/runner/code/outside-module';
import type { PluginPermission } from '@cevns/runner/code/plugin-permission';
import type { Plugin } from './plugin.ts';
import { PluginFault } from './plugin-fault.ts';

const ENDINGS = /\.m?[jt]s$/;
const PACKAGE = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*(\/[^\0]+)?$/;
const NAME = /^[a-z][a-z0-9-]{0,99}$/;
/** Functions of a term, and whether it has to have them. */
const FUNCTIONS = {
  parameters: true,
  shapes: false,
  amplitudes: false,
  coefficients: false,
  templates: false,
  weights: false,
  warnings: false,
} as const;

/**
 * Finds and compiles a plug-in, asks whether it may run, loads it, and checks what it exports.
 *
 * @param writtenAs what the study calls it: `./term.ts`, or a package
 * @param folder of the file in which that is written
 * @throws PluginFault E801 to E804
 */
export async function openPlugin(
  writtenAs: string,
  folder: string,
  { code, permission }: { readonly code: CodeProvider; readonly permission: PluginPermission },
): Promise<Plugin> {
  const url = await findPlugin(writtenAs, folder);
  const file = fileURLToPath(url);
  const module = await compiled(writtenAs, url, code);
  if (!permission.allows(module.digest)) {
    throw new PluginFault('E801', {
      message: `the plug-in \`${writtenAs}\` is code that would run, and you have not allowed it; nothing was run`,
      expected: permission.advice(),
      found: `${file}, digest ${module.digest}`,
    });
  }
  const exported = await importModule(module).catch((error: unknown) => {
    throw unusable(writtenAs, `it throws an error when it is loaded: ${messageOf(error)}`, { cause: error });
  });
  const name = nameOf(writtenAs, exported.name);
  const interaction = interactionOf(writtenAs, exported.interaction);
  const schema = await schemaOf(writtenAs, exported.schema);
  return { name, writtenAs, file, module, interaction, schema };
}

/**
 * The file of a plug-in; nothing of it is read.
 *
 * @throws PluginFault E802
 */
export async function findPlugin(writtenAs: string, folder: string): Promise<string> {
  const missing = (expected: string, more: object = {}) =>
    new PluginFault('E802', { message: `there is no plug-in \`${writtenAs}\``, expected, ...more });
  if (/^\.\.?\//.test(writtenAs)) {
    const file = resolve(folder, writtenAs);
    if (!ENDINGS.test(file) || writtenAs.includes('\0')) throw missing('a file with the ending .ts, .mts, .js or .mjs');
    if (!statusOf(file)?.isFile()) throw missing('a file relative to the study', { found: file });
    return (await outsideModule(writtenAs, folder))!;
  }
  const beside = resolve(folder, writtenAs);
  if (ENDINGS.test(writtenAs) && !writtenAs.includes('\0') && statusOf(beside)?.isFile()) {
    const way = relative(folder, beside);
    throw missing('a file with a dot in front, or a package', { suggestion: way.startsWith('.') ? way : `./${way}` });
  }
  const found = PACKAGE.test(writtenAs) ? await outsideModule(writtenAs, folder) : undefined;
  if (found === undefined)
    throw missing('a file such as `./term.ts`, or a package that Node.js finds from the folder of the study');
  return found;
}

async function compiled(writtenAs: string, url: string, code: CodeProvider): Promise<ResolvedModule> {
  try {
    return (await code.resolve([url])).get(url)!;
  } catch (error) {
    throw unusable(writtenAs, `it does not compile: ${messageOf(error)}`, { cause: error });
  }
}

function nameOf(writtenAs: string, name: unknown): string {
  if (name === undefined) throw unusable(writtenAs, 'it has no export `name`', { expected: NAME_EXPECTED });
  if (typeof name !== 'string' || !NAME.test(name) || name in Object.prototype) {
    throw unusable(writtenAs, 'its export `name` cannot be the name of a term', {
      expected: NAME_EXPECTED,
      found: String(JSON.stringify(name) ?? typeof name),
    });
  }
  if (Object.hasOwn(interactions, name)) {
    throw new PluginFault('E804', {
      message: `the plug-in \`${writtenAs}\` exports the \`name\` \`${name}\`, which is that of a term of cevns`,
      expected: 'a name of its own',
    });
  }
  return name;
}

const NAME_EXPECTED = "`export const name = 'my-term'`, in small letters, digits and `-`";

function interactionOf(writtenAs: string, interaction: unknown): Interaction<object> {
  const expected = '`export const interaction`, an object with `source`, `parameters(settings, couplings)` and parts';
  const wrong = (what: string) => unusable(writtenAs, what, { expected });
  if (interaction === undefined) throw wrong('it has no export `interaction`');
  if (typeof interaction !== 'object' || interaction === null) throw wrong('its export `interaction` is no object');
  const parts = interaction as Readonly<Record<string, unknown>>;
  if (typeof parts.source !== 'string') throw wrong('its export `interaction` has no text `source`');
  for (const [key, required] of Object.entries(FUNCTIONS)) {
    if (typeof parts[key] === 'function' || (parts[key] === undefined && !required)) continue;
    throw wrong(`its export \`interaction\` has no function \`${key}\``);
  }
  for (const [first, second] of [
    ['amplitudes', 'coefficients'],
    ['templates', 'weights'],
  ] as const) {
    if ((parts[first] === undefined) === (parts[second] === undefined)) continue;
    throw wrong(`its export \`interaction\` has one of \`${first}\` and \`${second}\`, which need each other`);
  }
  return interaction as Interaction<object>;
}

async function schemaOf(writtenAs: string, schema: unknown): Promise<Schema> {
  if (schema === undefined) return {};
  const wrong = (what: string) =>
    unusable(writtenAs, `its export \`schema\` ${what}`, {
      expected: 'a JSON Schema of the settings: `{ properties: { ... }, required: [...] }`',
    });
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) throw wrong('is no object');
  let plain: Schema;
  try {
    plain = JSON.parse(JSON.stringify(schema)) as Schema;
  } catch (error) {
    throw wrong(`is no JSON: ${messageOf(error)}`);
  }
  const reserved = keywordsIn(plain).find((key) => RESERVED.includes(key));
  if (reserved !== undefined) throw wrong(`has the keyword \`${reserved}\`, which no plug-in may use`);
  const { properties = {} } = plain;
  if (typeof properties === 'object' && properties !== null && 'term' in properties) {
    throw wrong('has the setting `term`, which names the term itself');
  }
  const fault = await schemaFault(plain);
  if (fault !== undefined) throw wrong(`cannot be used: ${fault}`);
  return plain;
}

/** References would be looked up in the schema of studies, and files are for stages to read, by digest. */
const RESERVED = ['$ref', '$dynamicRef', '$id', '$anchor', '$dynamicAnchor', '$defs', 'path', 'catalogue'];

/** The keywords of a schema and of its parts; names of properties are none. */
function keywordsIn(value: unknown, named = false): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((part) => keywordsIn(part));
  return Object.entries(value).flatMap(([key, part]) => [
    ...(named ? [] : [key]),
    ...keywordsIn(part, !named && (key === 'properties' || key === 'patternProperties')),
  ]);
}

/** A fault of the content of a plug-in. */
export function unusable(
  writtenAs: string,
  what: string,
  { cause, ...details }: { readonly expected?: string; readonly found?: string; readonly cause?: unknown } = {},
): PluginFault {
  return new PluginFault(
    'E803',
    { message: `the plug-in \`${writtenAs}\` cannot be used: ${what}`, ...details },
    cause === undefined ? undefined : { cause },
  );
}

/** The message of whatever was thrown, on one line. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, '; ');
}
