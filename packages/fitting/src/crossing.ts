const MOST_STEPS = 60;
/** Relative error of a slope, beyond what its bend leaves, that a last step is not trusted without a look. */
const DOUBT = 0.02;

/**
 * Where a function crosses 0 between two points of the grid, as a fraction of their distance.
 *
 * Newton's method within the bracket; its last step is not looked at if the bend of the function leaves less than half of the tolerance. Without slopes regula falsi.
 *
 * @param ends values at the two points, of opposite sign or within the tolerance
 * @param guess where it is looked at first
 * @param f value and slope, NaN where it is not known
 */
export function crossing(
  ends: readonly [number, number],
  guess: number,
  f: (t: number) => readonly [value: number, slope: number],
  tolerance: number,
): number {
  let a = 0;
  let b = 1;
  let fa = ends[0];
  let fb = ends[1];
  if (Math.abs(fa) <= tolerance) return a;
  if (Math.abs(fb) <= tolerance) return b;
  /** The values at the ends of the bracket as they are; `fa` and `fb` are what regula falsi makes of them. */
  let low = fa;
  let high = fb;
  let t = guess;
  let lastSide = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const found = f(t);
    const value = found[0];
    const slope = found[1];
    if (Number.isNaN(value)) return fa / (fa - fb);
    if (Math.abs(value) <= tolerance) return t;
    const newton = t - value / slope;
    const isInside = newton > a && newton < b;
    const end = newton > t ? b : a;
    const valueThere = newton > t ? high : low;
    // What the parabola with this slope through the end of the bracket leaves at the next place.
    const bend = (valueThere - value - slope * (end - t)) / (end - t) ** 2;
    const left = Math.abs(bend) * (newton - t) ** 2 + DOUBT * Math.abs(value);
    if (isInside && left <= 0.5 * tolerance) return newton;
    const side = Math.sign(value) === Math.sign(fa) ? -1 : 1;
    // The end that stays twice counts half: the Illinois variant of regula falsi; halving, where that is slow, in a jump too.
    if (side < 0) {
      a = t;
      fa = value;
      low = value;
      if (lastSide === side) fb *= 0.5;
    } else {
      b = t;
      fb = value;
      high = value;
      if (lastSide === side) fa *= 0.5;
    }
    lastSide = side;
    if (b - a < 1e-12) break;
    if (isInside && step < 3) t = newton;
    else t = step % 8 === 7 ? 0.5 * (a + b) : a + ((b - a) * fa) / (fa - fb);
  }
  return 0.5 * (a + b);
}

/** Where the cubic through values at -1, 0, 1 and 2 crosses 0 between the middle ones; a straight line where there are not four. */
export function rootBetween(before: number, fa: number, fb: number, after: number): number {
  if (Number.isNaN(before) || Number.isNaN(after)) return fa / (fa - fb);
  const cubic = (t: number) =>
    (-t * (t - 1) * (t - 2) * before) / 6 +
    ((t + 1) * (t - 1) * (t - 2) * fa) / 2 -
    ((t + 1) * t * (t - 2) * fb) / 2 +
    ((t + 1) * t * (t - 1) * after) / 6;
  return bisected(cubic, fa);
}

/** Where the cubic with values and slopes at 0 and 1 crosses 0 between them; a straight line where slopes are missing. */
export function hermiteRoot(start: readonly [number, number], end: readonly [number, number]): number {
  const fa = start[0];
  const sa = start[1];
  const fb = end[0];
  const sb = end[1];
  if (Number.isNaN(sa + sb)) return fa / (fa - fb);
  const c2 = 3 * (fb - fa) - 2 * sa - sb;
  const c3 = 2 * (fa - fb) + sa + sb;
  return bisected((t) => fa + t * (sa + t * (c2 + t * c3)), fa);
}

function bisected(f: (t: number) => number, first: number): number {
  let low = 0;
  let high = 1;
  for (let k = 0; k < 30; k++) {
    const middle = 0.5 * (low + high);
    if (Math.sign(f(middle)) === Math.sign(first)) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}
