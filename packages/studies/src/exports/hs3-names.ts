/** What an HS3 document calls the constraint of a parameter. */
export function constraintOf(parameter: string): string {
  return `constraint_${parameter}`;
}

/** What an HS3 document calls the parameter of a bin, as ROOT does: `name[bin]` would be an element of a list in a formula. */
export function gammaOf(name: string, bin: number): string {
  return `gamma_${name}_bin_${bin}`;
}
