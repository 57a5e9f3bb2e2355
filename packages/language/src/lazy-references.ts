import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { DataValidationCxt } from 'ajv/dist/types/index.js';
import type { Schema } from './schema-words.ts';

const PREFIX = '#/$defs/';

/** A validation function as ajv wants it: what was wrong in the last call hangs on the function. */
interface ReferenceFunction {
  (reference: unknown, data: unknown, parent?: object, place?: DataValidationCxt): boolean;
  errors?: { keyword: string; params: { errors: readonly ErrorObject[] } }[];
}

/**
 * Makes ajv compile what a `$ref` refers to when a value first comes to it. A study chooses a few of the many implementations that its
 * schema describes; to compile the others takes longer than all the rest of a check. Errors of a reference are wrapped in one, which `referredErrors` opens.
 *
 * @param definitions `$defs` of the schema: references are `#/$defs/<name>`
 */
export function addLazyReferences(ajv: Ajv2020, definitions: Readonly<Record<string, unknown>>): void {
  const compiled = new Map<string, ValidateFunction>();
  const definition = (reference: unknown): ValidateFunction => {
    const name = String(reference);
    const known = compiled.get(name);
    if (known) return known;
    const schema = name.startsWith(PREFIX) ? definitions[name.slice(PREFIX.length)] : undefined;
    if (schema === undefined) throw new Error(`Expected a reference to a definition of the schema, got ${name}`);
    const made = ajv.compile(schema as Schema);
    compiled.set(name, made);
    return made;
  };
  const refer: ReferenceFunction = (reference, data, _parent, place) => {
    const validate = definition(reference);
    if (validate(data, place)) return true;
    refer.errors = [{ keyword: '$ref', params: { errors: validate.errors ?? [] } }];
    return false;
  };
  ajv.removeKeyword('$ref');
  ajv.addKeyword({ keyword: '$ref', validate: refer, errors: 'full' });
}

/** Errors in place of those that stand for a reference. */
export function referredErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  return errors.flatMap((error) => (error.keyword === '$ref' ? referredErrors(error.params.errors) : [error]));
}
