/** Sum over terms of coefficient times product of parameter^power. */
export type Polynomial = readonly PolynomialTerm[];

export interface PolynomialTerm {
  readonly coefficient: number;
  readonly powers: Readonly<Record<string, number>>;
}

/** A polynomial that is a number. */
export function constantPolynomial(value: number): Polynomial {
  return [{ coefficient: value, powers: {} }];
}

/** Product of two polynomials, terms of equal powers collected. */
export function multiplyPolynomials(a: Polynomial, b: Polynomial): Polynomial {
  const terms = new Map<string, PolynomialTerm>();
  for (const left of a) {
    for (const right of b) {
      const powers: Record<string, number> = { ...left.powers };
      for (const [name, power] of Object.entries(right.powers)) powers[name] = (powers[name] ?? 0) + power;
      const key = JSON.stringify(Object.entries(powers).sort());
      const coefficient = (terms.get(key)?.coefficient ?? 0) + left.coefficient * right.coefficient;
      terms.set(key, { coefficient, powers });
    }
  }
  return [...terms.values()];
}

/**
 * Value of a polynomial.
 *
 * @throws RangeError if a parameter has no value
 */
export function evaluatePolynomial(polynomial: Polynomial, parameters: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const { coefficient, powers } of polynomial) {
    let term = coefficient;
    for (const [name, power] of Object.entries(powers)) {
      const value = parameters[name];
      if (value === undefined) throw new RangeError(`Expected a value of the parameter '${name}', got none`);
      term *= value ** power;
    }
    sum += term;
  }
  return sum;
}
