import { isDimensionName } from '../dimensions.ts';
import { QuantityError, type QuantityLimits, toInternal } from '../units.ts';
import type { Keyword } from './visit.ts';

/**
 * The keywords with which schemas of the study language say what JSON Schema cannot:
 * - `"quantity": "<dimension>"`: a number with a unit; `minimum`, `maximum`, `exclusiveMinimum` and `exclusiveMaximum` beside
 *   it limit it in the internal unit of the dimension, `sign` replaces the dimension's own, `bare-maximum` is the largest fraction
 *   without per cent sign; with `"with-dimension": true` the internal value is `{ <dimension>: number }`, so that it says which of several was written;
 * - `"path": true`: the name of a data file, relative to the file in which it is written;
 * - `"catalogue": "<kind>"`: a part that `use:` may inline; an entry's `kind`, if it has one, must be this.
 *
 * Others only serve messages: `"pattern-words"` says in words what a `pattern` asks for, `"also-called"` has other words for the names of
 * an `enum`, `"listed-by"` is what `cevns list` calls the registry whose names an `enum` holds.
 */
export const languageKeywords: readonly Keyword[] = [
  {
    name: 'quantity',
    prepare(dimension, schema) {
      if (typeof dimension !== 'string' || !isDimensionName(dimension)) {
        throw new Error(`Expected the name of a dimension in the schema, got ${JSON.stringify(dimension)}`);
      }
      const named = schema['with-dimension'] === true;
      return (value, path, visit) => {
        if (typeof value !== 'string' && typeof value !== 'number') {
          return visit.fail('quantity', schema, { value, path, params: {} });
        }
        try {
          const number = toInternal(value, dimension, schema as QuantityLimits);
          visit.collector.quantities.set(path, named ? { [dimension]: number } : number);
          return true;
        } catch (error) {
          if (!(error instanceof QuantityError)) throw error;
          return visit.fail('quantity', schema, { value, path, params: { code: error.code, details: error.details } });
        }
      };
    },
  },
  {
    name: 'path',
    on: 'string',
    prepare: (marked) => (_, path, visit) => {
      if (marked === true) visit.collector.fileNames.add(path);
      return true;
    },
  },
  {
    name: 'catalogue',
    on: 'object',
    prepare: (kind, schema) => (value, path, visit) => {
      const found = 'kind' in (value as object) ? (value as { readonly kind: unknown }).kind : kind;
      // A kind that is no text is for the schema of the part to refuse.
      if (found === kind || typeof found !== 'string') return true;
      return visit.fail('catalogue', schema, { value, path, params: { kind, found } });
    },
  },
];
