import type { Ajv2020 } from 'ajv/dist/2020.js';
import { isDimensionName } from './dimensions.ts';
import { QuantityError, type QuantityLimits, toInternal } from './units.ts';

/** What a validation came across, by instance path (JSON pointer). */
export interface Collector {
  /** Names of data files. */
  readonly fileNames: Set<string>;
  /** Quantities that are as they should be, in the internal units of their dimensions. */
  readonly quantities: Map<string, InternalQuantity>;
}

/** A number in the internal unit of its dimension; under the name of the dimension where a place may have one of several. */
export type InternalQuantity = number | Readonly<Record<string, number>>;

/** A validation function as ajv wants it: problems of the last call hang on the function. */
interface KeywordFunction {
  (schema: unknown, data: unknown, parent?: object, context?: { instancePath: string }): boolean;
  errors?: { keyword: string; params: object }[];
}

/**
 * Adds the keywords with which schemas of the study language say what JSON Schema cannot:
 * - `"quantity": "<dimension>"`: a number with a unit; `minimum`, `maximum`, `exclusiveMinimum` and `exclusiveMaximum` beside
 *   it limit it in the internal unit of the dimension, `sign` replaces the dimension's own, `bare-maximum` is the largest fraction
 *   without per cent sign, `usual-units` are what a message suggests for a number without unit; with `"with-dimension": true` the internal value is
 *   `{ <dimension>: number }`, so that it says which of several was written;
 * - `"path": true`: the name of a data file, relative to the file in which it is written;
 * - `"catalogue": "<kind>"`: a part that `use:` may inline; an entry's `kind`, if it has one, must be this.
 *
 * Others only serve messages: `"pattern-words"` says in words what a `pattern` asks for, `"also-called"` has other words for the names of
 * an `enum`, `"listed-by"` is what `cevns list` calls the registry whose names an `enum` holds.
 */
export function addKeywords(ajv: Ajv2020, collector: Collector): void {
  const quantity: KeywordFunction = (dimension, data, parent, context) => {
    if (typeof dimension !== 'string' || !isDimensionName(dimension)) {
      throw new Error(`Expected the name of a dimension in the schema, got ${JSON.stringify(dimension)}`);
    }
    if (typeof data !== 'string' && typeof data !== 'number') {
      quantity.errors = [{ keyword: 'quantity', params: {} }];
      return false;
    }
    try {
      const value = toInternal(data, dimension, parent as QuantityLimits);
      const named = (parent as { 'with-dimension'?: boolean } | undefined)?.['with-dimension'] === true;
      if (context) collector.quantities.set(context.instancePath, named ? { [dimension]: value } : value);
      return true;
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      quantity.errors = [{ keyword: 'quantity', params: { code: error.code, details: error.details } }];
      return false;
    }
  };
  const path: KeywordFunction = (marked, data, _parent, context) => {
    if (marked === true && typeof data === 'string' && context) collector.fileNames.add(context.instancePath);
    return true;
  };
  const catalogue: KeywordFunction = (kind, data) => {
    const found = typeof data === 'object' && data !== null && 'kind' in data ? data.kind : kind;
    // A kind that is no text is for the schema of the part to refuse.
    if (found === kind || typeof found !== 'string') return true;
    catalogue.errors = [{ keyword: 'catalogue', params: { kind, found } }];
    return false;
  };
  ajv.addKeyword({ keyword: 'quantity', validate: quantity, errors: true });
  ajv.addKeyword({ keyword: 'path', validate: path, errors: false });
  ajv.addKeyword({ keyword: 'catalogue', validate: catalogue, errors: true });
}
