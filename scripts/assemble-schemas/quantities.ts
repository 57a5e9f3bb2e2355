import { type DimensionName, isDimensionName } from '@cevns/language/dimensions';
import type { SchemaNode } from './schema-node.ts';

/** By what a quantity is known to be of one of several dimensions: the end of its text. None for what is left when all others are not meant. */
const unitPatterns: Partial<Record<DimensionName, string>> = {
  'recoil-energy': 'eVnr\\s*$',
  'inverse-recoil-energy': '/\\s*[a-zA-Z]*eVnr\\s*$',
  photoelectrons: 'PE\\s*$',
  'inverse-photoelectrons': '/\\s*PE\\s*$',
  electrons: '(electrons?|e-)\\s*$',
  'inverse-electrons': '/\\s*(electron|e-)\\s*$',
  'rate-per-recoil-energy-and-mass': 'eVnr',
  'rate-per-photoelectron-and-mass': '/\\s*PE',
  'rate-per-electron-and-mass': '/\\s*(electron|e-)',
  'rate-per-mass': '^[^V]*/\\s*(k|m)?(g|t)(?![A-Za-z])',
  'rate-per-time': '^[^gtV]*$',
  count: 'events?\\s*$',
};

/** References to definitions of quantities of one of several dimensions. */
export const SHARED = '#/$defs/quantity.';

/** The key of the definition of a quantity of one of several dimensions: what is described apart and otherwise the same is compiled once. */
export function sharedName(names: readonly unknown[], limits: SchemaNode): string {
  const own = Object.entries(limits).map(([keyword, value]) => `.${keyword}-${JSON.stringify(value)}`);
  return `quantity.${names.join('-or-')}${own.sort().join('')}`;
}

/**
 * A quantity of one of several dimensions, `"quantity": ["recoil-energy", "photoelectrons", "electron-equivalent-energy"]`: conditions on its unit, so that
 * a wrong one has one message. The last dimension is due where no other is meant. The internal value says which it is (`with-dimension`).
 *
 * @throws Error for the name of no dimension, or one before the last that no unit tells apart
 */
export function oneOfQuantities(names: readonly unknown[], about: SchemaNode): SchemaNode {
  const [first, ...others] = names;
  if (typeof first !== 'string' || !isDimensionName(first)) {
    throw new Error(`Expected the name of a dimension, found ${JSON.stringify(first)}`);
  }
  const own = { ...about, quantity: first, 'with-dimension': true };
  if (others.length === 0) return own;
  const pattern = unitPatterns[first];
  if (pattern === undefined) throw new Error(`Expected a dimension that its unit tells apart, found ${first}`);
  return {
    if: { type: 'string', pattern },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: own,
    else: oneOfQuantities(others, about),
  };
}
