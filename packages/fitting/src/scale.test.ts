import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interpolation as piecewiseLinear } from './interpolation/piecewise-linear.ts';
import { interpolation as polynomialLinear } from './interpolation/polynomial-linear.ts';
import { interpolation as quadratic } from './interpolation/quadratic.ts';
import { compileScale, evaluateScale } from './scale.ts';

interface Code {
  readonly sys_lo_nom_hi: readonly (readonly [number, number, number])[];
  readonly alpha: readonly number[];
  readonly values: readonly (readonly number[])[];
}

const { codes } = JSON.parse(
  readFileSync(new URL('./fixtures/histfactory-interpolation.json', import.meta.url), 'utf8'),
) as { codes: Record<string, Code> };

/** Value, first and second derivative of a scale. */
function scaleAt(
  interpolation: 'exponential' | 'polynomial-exponential',
  down: number,
  up: number,
  a: number,
  side = 1,
) {
  const scale = compileScale({ parameter: 'a', up, down, interpolation }, 0);
  evaluateScale(scale, Float64Array.of(a), Int8Array.of(side));
  return scale.out;
}

function shiftAt(code: string, [down, nominal, up]: readonly [number, number, number], a: number): number {
  const interpolation = { 0: piecewiseLinear, 2: quadratic, '4p': polynomialLinear }[code]!;
  const out = { value: new Float64Array(1), first: new Float64Array(1), second: new Float64Array(1) };
  const variation = { parameter: 'a', up: Float64Array.of(up), down: Float64Array.of(down) };
  interpolation.prepare(Float64Array.of(nominal), [variation])(Float64Array.of(a), Int8Array.of(1), out);
  return out.value[0]! - nominal;
}

test.each(['0', '1', '2', '4', '4p'])('HistFactory code %s: values of an independent implementation', (code) => {
  const { sys_lo_nom_hi: templates, alpha, values } = codes[code]!;
  expect(templates.length * alpha.length).toBe(45);
  templates.forEach((template, t) => {
    alpha.forEach((a, i) => {
      if (code === '2' && Math.abs(a) > 1) return;
      const [down, , up] = template;
      const found =
        code === '1' || code === '4'
          ? scaleAt(code === '1' ? 'exponential' : 'polynomial-exponential', down, up, a)[0]!
          : shiftAt(code, template, a);
      expect(Math.abs(found - values[t]![i]!), `${template} at ${a}`).toBeLessThan(1e-12);
    });
  });
});

test('the polynomial continues the exponential to the second derivative at both ends', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.3, max: 2, noNaN: true }),
      fc.double({ min: 0.3, max: 2, noNaN: true }),
      (down, up) => {
        for (const end of [-1, 1]) {
          const inside = Float64Array.from(scaleAt('polynomial-exponential', down, up, end * (1 - 1e-12)));
          const outside = scaleAt('polynomial-exponential', down, up, end);
          inside.forEach((value, k) => {
            expect(Math.abs(value - outside[k]!)).toBeLessThan(1e-9);
          });
        }
        expect(scaleAt('polynomial-exponential', down, up, 0)[0]).toBe(1);
      },
    ),
  );
});

test('the exponential has two slopes at 0', () => {
  expect(scaleAt('exponential', 0.8, 1.3, 0, 1)[1]).toBeCloseTo(Math.log(1.3), 14);
  expect(scaleAt('exponential', 0.8, 1.3, 0, -1)[1]).toBeCloseTo(-Math.log(0.8), 14);
});

test.each(['exponential', 'polynomial-exponential'] as const)(
  'derivatives of the %s agree with differences',
  (kind) => {
    for (const a of [-2.3, -0.7, -0.2, 0.3, 0.9, 1.8]) {
      const h = 1e-4;
      const [below, at, above] = [-h, 0, h].map((step) => Float64Array.from(scaleAt(kind, 0.85, 1.25, a + step)));
      for (const k of [0, 1]) {
        expect((above![k]! - below![k]!) / (2 * h)).toBeCloseTo(at![k + 1]!, 7);
      }
    }
  },
);
