/** A table as HEPData has it: columns of what was chosen and of what was found there. */
export interface HepDataTable {
  readonly independent_variables: readonly IndependentVariable[];
  readonly dependent_variables: readonly DependentVariable[];
}

export interface Header {
  readonly name: string;
  readonly units?: string;
}

export interface IndependentVariable {
  readonly header: Header;
  readonly values: readonly ({ readonly value: number | string } | { readonly low: number; readonly high: number })[];
}

export interface DependentVariable {
  readonly header: Header;
  readonly qualifiers?: readonly { readonly name: string; readonly value: number | string; readonly units?: string }[];
  readonly values: readonly { readonly value: number | string; readonly errors?: readonly HepDataError[] }[];
}

export type HepDataError =
  | { readonly symerror: number; readonly label: string }
  | { readonly asymerror: { readonly minus: number; readonly plus: number }; readonly label: string };

/** What HEPData puts where there is no number. */
const MISSING = '-';

/** A column of numbers, some of which may be missing. */
export function dependent(
  header: Header,
  values: readonly (number | null)[],
  qualifiers: DependentVariable['qualifiers'] = [],
): DependentVariable {
  return {
    header,
    ...(qualifiers.length === 0 ? {} : { qualifiers }),
    values: values.map((value) => ({ value: value ?? MISSING })),
  };
}

/** A column of chosen values. */
export function independent(header: Header, values: readonly (number | string)[]): IndependentVariable {
  return { header, values: values.map((value) => ({ value })) };
}

/** The header of a column; no unit is no key. */
export function headerOf({ label, unit }: { readonly label: string; readonly unit: string }): Header {
  return { name: label, ...(unit === '' ? {} : { units: unit }) };
}
