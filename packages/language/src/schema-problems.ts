import type { ErrorObject } from 'ajv/dist/2020.js';
import { keyRangeAt, type Located, nodeAt, type Path, pathOfPointer, pathText } from './located.ts';
import { nearest } from './nearest.ts';
import { isLeftEmpty } from './parse-yaml.ts';
import { type Problem, type ProblemDetails, problemAt } from './problem.ts';
import type { ProblemCode } from './problem-codes.ts';
import {
  asClause,
  describeChoice,
  describeFound,
  describeLimit,
  describeList,
  describeNames,
  describePattern,
  describeSchema,
  describeSize,
  describeTypes,
  type Schema,
} from './schema-words.ts';
import type { SourceRange } from './source-text.ts';
import { nearestName, partOfPercent, plainForm, spelledAsPattern } from './suggestions.ts';

/** What `use:` would name where a text stands for the file or entry it calls by name; undefined when there is none. */
export type UseSuggestion = (text: string, range: SourceRange) => string | undefined;

/**
 * Schema errors as problems: each at the key or value it is about, in the reader's words, with the nearest name where
 * one was misspelt. What only follows from another error is left out: a missing key whose misspelt self is reported, the
 * type of a value that is no quantity, everything below an entry of the wrong kind or a `use:` that failed.
 */
export function schemaProblems(
  errors: readonly ErrorObject[],
  root: Located,
  { definitions, useOf }: { definitions: Schema; useOf: UseSuggestion },
): Problem[] {
  // What is wrong with a key's name is said by the `propertyNames` error around it.
  const found = errors.filter((error) => !isAboutName(error, errors) && !isBelowBroken(error, root));
  const wrongKind = found.filter((e) => e.keyword === 'catalogue').map((e) => e.instancePath);
  const ofWrongType = new Set(
    found.filter((e) => e.keyword === 'type' || e.keyword === 'quantity').map((e) => e.instancePath),
  );
  const quantities = new Set(found.filter((e) => e.keyword === 'quantity').map((e) => e.instancePath));
  const kept = found.filter((error) => {
    const path = error.instancePath;
    if (error.keyword === 'catalogue') return true;
    if (wrongKind.some((outer) => path === outer || path.startsWith(`${outer}/`))) return false;
    if (quantities.has(path)) return error.keyword === 'quantity';
    return !ofWrongType.has(path) || error.keyword === 'type';
  });
  const misspelt = new Set<string>();
  for (const error of kept) {
    const key = unknownKeyOf(error);
    const meant = key === undefined ? undefined : meantKey(error, key, root);
    if (meant !== undefined) misspelt.add(`${error.instancePath}\n${meant}`);
  }
  return kept
    .filter((e) => e.keyword !== 'required' || !misspelt.has(`${e.instancePath}\n${e.params.missingProperty}`))
    .map((error) => problemOf(error, root, definitions, useOf));
}

/** Whether an error is about the name of a key; behind a reference only the value tells, which is the name. */
function isAboutName({ propertyName, instancePath, data }: ErrorObject, errors: readonly ErrorObject[]): boolean {
  if (propertyName !== undefined) return true;
  return errors.some(
    (other) =>
      other.keyword === 'propertyNames' && other.instancePath === instancePath && other.params.propertyName === data,
  );
}

function isBelowBroken(error: ErrorObject, root: Located): boolean {
  const path = pathOfPointer(error.instancePath);
  return path.some((_, i) => isBroken(nodeAt(root, path.slice(0, i + 1)))) || isBroken(root);
}

function isBroken(node: Located | undefined): boolean {
  return node?.kind === 'scalar' && node.broken === true;
}

function unknownKeyOf(error: ErrorObject): string | undefined {
  const { additionalProperty, unevaluatedProperty } = error.params;
  return additionalProperty ?? unevaluatedProperty;
}

function knownKeys(error: ErrorObject): string[] {
  return Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
}

/** The key an unknown key was meant to be: a known one that is near and is not written beside it. */
function meantKey(error: ErrorObject, key: string, root: Located): string | undefined {
  const map = nodeAt(root, pathOfPointer(error.instancePath));
  const source = (name: string) => (map?.kind === 'map' ? map.entries.get(name)?.key.source : undefined);
  // What stands in an entry may be overridden in the file that uses it, and what stands in a file from the command line.
  const free = knownKeys(error).filter((name) => source(name) === undefined || source(name) !== source(key));
  return nearest(key, free);
}

function problemOf(error: ErrorObject, root: Located, definitions: Schema, useOf: UseSuggestion): Problem {
  const path = pathOfPointer(error.instancePath);
  const node = nodeAt(root, path);
  const range = node?.range ?? root.range;
  const at = (code: ProblemCode, details: ProblemDetails, place = range) => problemAt(place, code, details);
  const name = nameOf(path);
  const unknown = unknownKeyOf(error);
  if (unknown !== undefined) return unknownKey(error, unknown, path, root);
  const { params } = error;
  const schema: Schema = error.parentSchema ?? {};
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
      return missingKey(error, path, root, definitions);
    case 'quantity':
      if (params.code) return at(params.code as ProblemCode, params.details as ProblemDetails);
      return wrongType(path, describeSchema({ quantity: error.schema }, definitions), node, range, {});
    case 'type':
      return wrongType(path, describeList(schema, definitions) ?? describeTypes(params.type), node, range, {
        suggestion: [params.type].flat().includes('array')
          ? asList(node, schema, definitions)
          : usedPart(node, [params.type].flat().includes('object'), useOf),
      });
    case 'enum':
    case 'const': {
      const values: readonly unknown[] = error.keyword === 'enum' ? params.allowedValues : [params.allowedValue];
      const value = node?.kind === 'scalar' ? String(node.value) : '';
      const plain = plainForm(node, values);
      if (plain !== undefined) {
        const message = `\`${plain}\` is written as plain text, without keys`;
        return at('E304', { message, suggestion: path.length === 0 ? plain : `${path.at(-1)}: ${plain}` });
      }
      const needed = keysNeededBy(value, schema, definitions);
      if (needed !== undefined) {
        const [discriminator, ...keys] = needed;
        return at('E303', {
          message: `\`${value}\` needs more than its name: ${keys.map((key) => `\`${key}\``).join(', ')}`,
          expected: `\`{ ${discriminator}: ${value}, ${keys.map((key) => `${key}: ...`).join(', ')} }\``,
        });
      }
      return at('E304', {
        message: `${name} cannot be ${describeFound(node)}`,
        expected: describeNames(schema, value),
        found: describeFound(node),
        suggestion: nearestName(value, values, schema) ?? usedPart(node, true, useOf),
      });
    }
    case 'alternatives':
      return at('E308', {
        message: `${name} cannot be ${describeFound(node)}`,
        expected: params.expected,
        found: describeFound(node),
        suggestion: node?.kind === 'scalar' ? nearestName(String(node.value), params.names, schema) : undefined,
      });
    case 'catalogue':
      return at(
        'E205',
        {
          message: `an entry of kind \`${params.kind}\` is due at ${name}, and this one is of kind \`${params.found}\``,
          expected: `an entry of kind \`${params.kind}\``,
          found: `an entry of kind \`${params.found}\``,
        },
        (node?.kind === 'map' ? node.usedBy : undefined) ?? keyRangeAt(root, path) ?? range,
      );
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
      return at('E305', {
        message: `${name} cannot be ${describeFound(node)}`,
        expected: `a number ${describeLimit(error.keyword, params.limit ?? params.multipleOf)}`,
        found: describeFound(node),
        suggestion: partOfPercent(node, schema),
      });
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties':
    case 'minLength':
    case 'maxLength':
      return at('E306', {
        message: `${name} has ${describeSize(node)}`,
        expected: describeLimit(error.keyword, params.limit),
      });
    case 'uniqueItems': {
      const twice = nodeAt(root, [...path, params.i])?.range ?? range;
      return at(
        'E306',
        { message: `${name} has an item twice`, expected: describeLimit(error.keyword, undefined) },
        twice,
      );
    }
    case 'propertyNames': {
      const place = keyRangeAt(root, [...path, params.propertyName]) ?? range;
      const message = `\`${params.propertyName}\` cannot be a key of ${name}`;
      const named = referred(error.schema as Schema, definitions);
      const suggestion = spelledAsPattern(String(params.propertyName), named.pattern);
      return at('E307', { message, expected: describeSchema(error.schema, definitions), suggestion }, place);
    }
    case 'pattern':
      return at('E307', {
        message: `${name} cannot be ${describeFound(node)}`,
        expected: describePattern(schema),
        found: describeFound(node),
        suggestion: node?.kind === 'scalar' ? spelledAsPattern(String(node.value), params.pattern) : undefined,
      });
    default:
      return at('E307', {
        message: `${name} ${error.message ?? 'is not of the required form'}`,
        expected: typeof schema.description === 'string' ? asClause(schema.description) : undefined,
        found: describeFound(node),
      });
  }
}

function missingKey(
  { params, parentSchema = {} }: ErrorObject,
  path: Path,
  root: Located,
  definitions: Schema,
): Problem {
  const message = `${nameOf(path)} lacks the key \`${params.missingProperty}\``;
  // A branch of a condition may ask for keys that the frame around it describes, which has the name of the section.
  const frame = parentSchema.properties === undefined ? definitions[String(path.at(-1))] : undefined;
  const expected = describeMissing((frame ?? parentSchema) as Schema, params.missingProperty, definitions);
  const node = nodeAt(root, path);
  // An entry may leave keys open: what is missing is due where it is used.
  if (node?.kind === 'map' && node.usedBy) {
    return problemAt(node.usedBy, 'E303', { message: `${message}, and the entry used here leaves it open`, expected });
  }
  return problemAt(placeOfMap(root, path) ?? node?.range ?? root.range, 'E303', { message, expected });
}

/** Keys that a choice needs which exists, but not as plain text: what names it first, then the others. */
function keysNeededBy(value: string, { 'listed-by': list }: Schema, definitions: Schema): string[] | undefined {
  const chosen = definitions[`${String(list)}.${value}`] as Schema | undefined;
  const required = chosen?.required as string[] | undefined;
  return required !== undefined && required.length > 1 ? required : undefined;
}

/** A single item as the list that is due. */
function asList(node: Located | undefined, { items }: Schema, definitions: Schema): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null || typeof items !== 'object') return undefined;
  const { enum: choice, type, quantity } = plainItems(items as Schema, definitions);
  const fits = Array.isArray(choice)
    ? choice.includes(node.value)
    : type === typeof node.value || quantity !== undefined;
  return fits ? `[${node.value}]` : undefined;
}

/** What an item may be as plain text: of an implementation chosen by name, the names. */
function plainItems(items: Schema, definitions: Schema): Schema {
  const named = typeof items.$ref === 'string' ? definitions[items.$ref.replace('#/$defs/', '')] : items;
  const { if: condition, then: plain } = (named ?? {}) as { readonly if?: Schema; readonly then?: Schema };
  return condition?.type === 'string' && plain !== undefined ? plain : ((named ?? items) as Schema);
}

/** `{ use: ... }` for a text that names a file or an entry where a map may stand. */
function usedPart(node: Located | undefined, takesMap: boolean, useOf: UseSuggestion): string | undefined {
  if (!takesMap || node?.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const use = useOf(node.value, node.range);
  return use === undefined ? undefined : `{ use: ${use} }`;
}

function referred(schema: Schema, definitions: Schema): Schema {
  const { $ref } = schema;
  return typeof $ref === 'string' ? ((definitions[$ref.replace('#/$defs/', '')] ?? {}) as Schema) : schema;
}

function wrongType(
  path: Path,
  expected: string,
  node: Located | undefined,
  range: SourceRange,
  hint: Pick<ProblemDetails, 'suggestion'>,
): Problem {
  if (node?.kind === 'map' && node.overrides === 'step') {
    // Made by the path of a `--set` that goes on where there is nothing to go on to.
    const [step = ''] = node.entries.keys();
    const message = `the path \`${pathText([...path, step])}\` does not exist`;
    return problemAt(range, 'E502', { message, expected: `${expected} at \`${pathText(path)}\`` });
  }
  if (node && isLeftEmpty(node)) return problemAt(range, 'E301', { message: `${nameOf(path)} has no value`, expected });
  const found = describeFound(node);
  return problemAt(range, 'E301', { message: `${nameOf(path)} cannot be ${found}`, expected, found, ...hint });
}

function nameOf(path: Path): string {
  return path.length === 0 ? 'the file' : `\`${pathText(path)}\``;
}

function unknownKey(error: ErrorObject, key: string, path: Path, root: Located): Problem {
  const range = keyRangeAt(root, [...path, key]) ?? root.range;
  const keys = knownKeys(error);
  const where = path.length === 0 ? 'at the top level' : `in \`${pathText(path)}\``;
  const details = {
    expected: keys.length === 0 ? undefined : describeChoice(keys),
    found: key,
    suggestion: meantKey(error, key, root),
  };
  // A key from the command line is a step of a path.
  return range.source.path === null
    ? problemAt(range, 'E502', { message: `the path \`${pathText([...path, key])}\` does not exist`, ...details })
    : problemAt(range, 'E302', { message: `there is no key \`${key}\` ${where}`, ...details });
}

function describeMissing(schema: Schema, key: string, definitions: Schema): string {
  const properties = (schema.properties ?? {}) as Schema;
  const property = properties[key] as Schema | undefined;
  return `\`${key}:\` ${describeSchema(property, definitions)}`;
}

/** Where a map is announced: its key, or its first line when the key stands in another file. */
function placeOfMap(root: Located, path: Path): SourceRange | undefined {
  const node = nodeAt(root, path);
  const key = keyRangeAt(root, path);
  if (key && (!node || node.range.source === key.source)) return key;
  return node && { ...node.range, end: node.range.start + 1 };
}
