const MOST_STEPS = 60;

/**
 * Where a function crosses 0 between two points of the grid, as a fraction of their distance.
 *
 * @param line its values at the two points and the ones next to these on either side, NaN where there is none
 */
export function crossing(line: Float64Array, f: (t: number) => number, tolerance: number): number {
  let [a, fa, b, fb] = [0, line[1]!, 1, line[2]!];
  if (Math.abs(fa) <= tolerance) return a;
  if (Math.abs(fb) <= tolerance) return b;
  let t = guess(line);
  let lastSide = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const value = f(t);
    if (Number.isNaN(value)) return fa / (fa - fb);
    if (Math.abs(value) <= tolerance) return t;
    const side = Math.sign(value) === Math.sign(fa) ? -1 : 1;
    // The end that stays twice counts half: the Illinois variant of regula falsi; halving, where that is slow, in a jump too.
    if (side < 0) {
      [a, fa] = [t, value];
      if (lastSide === side) fb *= 0.5;
    } else {
      [b, fb] = [t, value];
      if (lastSide === side) fa *= 0.5;
    }
    lastSide = side;
    if (b - a < 1e-12) break;
    t = step % 8 === 7 ? 0.5 * (a + b) : a + ((b - a) * fa) / (fa - fb);
  }
  return 0.5 * (a + b);
}

/** Where the cubic through four values crosses 0 between the middle ones; a straight line where there are not four. */
function guess(line: Float64Array): number {
  const [before, fa, fb, after] = line as unknown as [number, number, number, number];
  const straight = fa / (fa - fb);
  if (Number.isNaN(before) || Number.isNaN(after)) return straight;
  const cubic = (t: number) =>
    (-t * (t - 1) * (t - 2) * before) / 6 +
    ((t + 1) * (t - 1) * (t - 2) * fa) / 2 -
    ((t + 1) * t * (t - 2) * fb) / 2 +
    ((t + 1) * t * (t - 1) * after) / 6;
  let [low, high] = [0, 1];
  for (let k = 0; k < 30; k++) {
    const middle = 0.5 * (low + high);
    if (Math.sign(cubic(middle)) === Math.sign(fa)) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}
