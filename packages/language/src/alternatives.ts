import type { ErrorObject } from 'ajv/dist/2020.js';
import { describeSchema, type Schema } from './schema-words.ts';

/** Validates a value against a part of a schema; instance paths start at the value. */
export type BranchValidator = (branch: Schema, value: unknown) => readonly ErrorObject[];

/** One alternative of an `anyOf` or `oneOf` that did not fit, and why. */
interface Branch {
  readonly schema: Schema;
  readonly errors: readonly ErrorObject[];
}

/**
 * A schema error list in which each failed `anyOf` or `oneOf` is replaced by the errors of the alternative that was
 * meant: the one whose type fits, then the one whose `model` or `kind` fits, then for text that starts like a number
 * the quantity. When none is plainly meant, one error of keyword `alternatives` names them all.
 */
export function withMeantAlternatives(
  errors: readonly ErrorObject[],
  validate: BranchValidator,
  definitions: Schema,
): ErrorObject[] {
  let rest = errors.filter((error) => error.keyword !== 'if');
  const result: ErrorObject[] = [];
  const choices = rest.filter((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf');
  choices.sort((a, b) => a.instancePath.length - b.instancePath.length);
  for (const choice of choices) {
    // Already accounted for as part of an alternative further out.
    if (!rest.includes(choice)) continue;
    const branches = (choice.schema as Schema[]).map((schema): Branch => {
      const found = validate(schema, choice.data);
      return { schema, errors: found.map((e) => ({ ...e, instancePath: choice.instancePath + e.instancePath })) };
    });
    const covered = new Set(branches.flatMap((branch) => branch.errors.map(identity)));
    rest = rest.filter((error) => error !== choice && !covered.has(identity(error)));
    const meant = meantBranch(branches, choice);
    if (meant) result.push(...withMeantAlternatives(meant.errors, validate, definitions));
    else {
      const expected = [...new Set(branches.map((branch) => describeSchema(branch.schema, definitions)))].join(', or ');
      const names = branches.flatMap((branch) => (Array.isArray(branch.schema.enum) ? branch.schema.enum : []));
      result.push({ ...choice, keyword: 'alternatives', params: { expected, names } });
    }
  }
  return [...rest, ...result];
}

function identity(error: ErrorObject): string {
  return JSON.stringify([error.instancePath, error.keyword, error.params]);
}

/** Whether an error says that the value is of another JSON type altogether. */
function isOfAnotherType({ keyword, params, data }: ErrorObject): boolean {
  if (keyword === 'quantity') return !('code' in params);
  if (keyword !== 'enum' && keyword !== 'const') return keyword === 'type';
  const allowed: readonly unknown[] = keyword === 'enum' ? params.allowedValues : [params.allowedValue];
  return !allowed.some((value) => typeof value === typeof data);
}

function meantBranch(branches: readonly Branch[], choice: ErrorObject): Branch | undefined {
  const atRoot = (branch: Branch) => branch.errors.filter((error) => error.instancePath === choice.instancePath);
  const failing = branches.filter((branch) => branch.errors.length > 0);
  const fitting = failing.filter((branch) => !atRoot(branch).some(isOfAnotherType));
  if (fitting.length <= 1) return fitting[0];
  const isTag = (error: ErrorObject) =>
    (error.keyword === 'const' || error.keyword === 'enum') &&
    [`${choice.instancePath}/model`, `${choice.instancePath}/kind`].includes(error.instancePath);
  const named = fitting.filter((branch) => !branch.errors.some(isTag));
  if (named.length === 1) return named[0];
  if (typeof choice.data === 'object') {
    return [...(named.length > 0 ? named : fitting)].sort((a, b) => a.errors.length - b.errors.length)[0];
  }
  const looksLikeQuantity = /^\s*[+-]?\.?\d/.test(String(choice.data));
  const quantities = fitting.filter((branch) => atRoot(branch).some((error) => error.keyword === 'quantity'));
  return looksLikeQuantity && quantities.length === 1 ? quantities[0] : undefined;
}
