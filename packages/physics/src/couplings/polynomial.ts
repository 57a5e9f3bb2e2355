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
  const products = a.flatMap((left) =>
    b.map((right): PolynomialTerm => {
      const powers: Record<string, number> = { ...left.powers };
      for (const [name, power] of Object.entries(right.powers)) powers[name] = (powers[name] ?? 0) + power;
      return { coefficient: left.coefficient * right.coefficient, powers };
    }),
  );
  return collect(products);
}

/** Sum of polynomials, terms of equal powers collected; the sum of none is zero. */
export function addPolynomials(...summands: readonly Polynomial[]): Polynomial {
  return collect(summands.flat());
}

/** A polynomial times a number. */
export function scalePolynomial(polynomial: Polynomial, factor: number): Polynomial {
  return polynomial.map(({ coefficient, powers }) => ({ coefficient: factor * coefficient, powers }));
}

/** A parameter by its name, as a polynomial. */
export function parameterPolynomial(name: string, coefficient = 1, power = 1): Polynomial {
  return [{ coefficient, powers: { [name]: power } }];
}

function collect(all: readonly PolynomialTerm[]): PolynomialTerm[] {
  const terms = new Map<string, PolynomialTerm>();
  for (const { coefficient, powers } of all) {
    const key = JSON.stringify(Object.entries(powers).sort());
    const sum = (terms.get(key)?.coefficient ?? 0) + coefficient;
    terms.set(key, { coefficient: sum, powers });
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
