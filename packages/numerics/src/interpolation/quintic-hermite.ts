/** Values with first and second derivatives of several functions at uniform knots; arrays are row-major [knots][functions]. */
export interface QuinticHermiteTable {
  readonly from: number;
  readonly step: number;
  readonly value: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * Evaluates a table by the quintic polynomial that meets value, first and second derivative at both knots of a panel.
 *
 * The result is twice continuously differentiable; the error of the value is h^6 f''''''/46080 at most.
 *
 * @param table knots at from, from + step, ...; at least two
 * @param functions number of functions tabulated side by side
 * @param x where to evaluate
 * @param value receives the values, length functions
 * @param first receives the first derivatives
 * @param second receives the second derivatives
 * @throws RangeError if x lies outside the table by more than rounding
 */
export function evaluateQuinticHermite(
  table: QuinticHermiteTable,
  functions: number,
  x: number,
  value: Float64Array,
  first: Float64Array,
  second: Float64Array,
): void {
  const panels = table.value.length / functions - 1;
  const position = (x - table.from) / table.step;
  if (!(position >= -1e-9 && position <= panels + 1e-9)) {
    const last = table.from + panels * table.step;
    throw new RangeError(`Expected an argument within the table from ${table.from} to ${last}, got ${x}`);
  }
  const panel = Math.max(0, Math.min(panels - 1, Math.floor(position)));
  const t = position - panel;
  const h = table.step;
  const u = 1 - t;
  // Basis functions of the left knot and their derivatives by t; those of the right knot follow from symmetry t -> 1 - t.
  const v0 = u * u * u * (1 + t * (3 + 6 * t));
  const v1 = t * t * t * (1 + u * (3 + 6 * u));
  const dv = -30 * t * t * u * u;
  const ddv = -60 * t * u * (1 - 2 * t);
  const s0 = h * t * u * u * u * (1 + 3 * t);
  const s1 = -h * u * t * t * t * (1 + 3 * u);
  const ds0 = h * u * u * (1 + t * (2 - 15 * t));
  const ds1 = h * t * t * (1 + u * (2 - 15 * u));
  const dds0 = -12 * h * t * u * (3 - 5 * t);
  const dds1 = 12 * h * u * t * (3 - 5 * u);
  const half = 0.5 * h * h;
  const c0 = half * t * t * u * u * u;
  const c1 = half * u * u * t * t * t;
  const dc0 = half * t * u * u * (2 - 5 * t);
  const dc1 = -half * u * t * t * (2 - 5 * u);
  const ddc0 = half * 2 * u * (1 - t * (8 - 10 * t));
  const ddc1 = half * 2 * t * (1 - u * (8 - 10 * u));
  const perStep = 1 / h;
  const perStepSquared = perStep * perStep;
  const left = panel * functions;
  const right = left + functions;
  for (let i = 0; i < functions; i++) {
    const f0 = table.value[left + i]!;
    const f1 = table.value[right + i]!;
    const d0 = table.first[left + i]!;
    const d1 = table.first[right + i]!;
    const e0 = table.second[left + i]!;
    const e1 = table.second[right + i]!;
    value[i] = f0 * v0 + f1 * v1 + d0 * s0 + d1 * s1 + e0 * c0 + e1 * c1;
    first[i] = perStep * ((f0 - f1) * dv + d0 * ds0 + d1 * ds1 + e0 * dc0 + e1 * dc1);
    second[i] = perStepSquared * ((f0 - f1) * ddv + d0 * dds0 + d1 * dds1 + e0 * ddc0 + e1 * ddc1);
  }
}
