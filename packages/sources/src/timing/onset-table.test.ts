import { evaluateQuinticHermite } from '@cevns/numerics/interpolation/quintic-hermite';
import { expect, test } from 'vitest';
import { pulse as gaussian } from '../pulses/gaussian.ts';
import { delayedDecayTimes, promptDecayTimes, ROUNDED_LIFETIMES } from './decay-times.ts';
import { tabulateOnset } from './onset-table.ts';

const pulse = gaussian.prepare({ sigma: 0.15 });
const edges = Float64Array.of(0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1, 2, 4, 6);
const efficiency = { plateauEndUs: 0.52, ratePerUs: 0.0494 };
const bins = edges.length - 1;

function columns(): { value: Float64Array; first: Float64Array; second: Float64Array } {
  return { value: new Float64Array(bins), first: new Float64Array(bins), second: new Float64Array(bins) };
}

test.each([
  ['prompt', promptDecayTimes(ROUNDED_LIFETIMES)],
  ['delayed', delayedDecayTimes(ROUNDED_LIFETIMES)],
])('%s: 36 knots in steps of 20 ns give the direct evaluation to 1e-9', (_, decays) => {
  const table = tabulateOnset(pulse, decays, efficiency, edges, { from: 0.2, step: 0.02, knots: 36 });
  const direct = columns();
  const interpolated = columns();
  let worst = 0;
  let worstFirst = 0;
  for (let onset = 0.2; onset <= 0.9; onset += 0.0013) {
    pulse.binIntegrals(edges, onset, decays, efficiency, direct);
    evaluateQuinticHermite(table, bins, onset, interpolated.value, interpolated.first, interpolated.second);
    for (let bin = 0; bin < bins; bin++) {
      worst = Math.max(worst, Math.abs(direct.value[bin]! - interpolated.value[bin]!));
      worstFirst = Math.max(worstFirst, Math.abs(direct.first[bin]! - interpolated.first[bin]!));
    }
  }
  expect(worst).toBeLessThan(1e-9);
  expect(worstFirst).toBeLessThan(1e-6);
});

test('the knots are met with their derivatives', () => {
  const decays = promptDecayTimes(ROUNDED_LIFETIMES);
  const table = tabulateOnset(pulse, decays, efficiency, edges, { from: 0.3, step: 0.1, knots: 3 });
  const direct = columns();
  pulse.binIntegrals(edges, 0.3 + 2 * 0.1, decays, efficiency, direct);
  expect([...table.value.subarray(2 * bins)]).toEqual([...direct.value]);
  expect([...table.second.subarray(2 * bins)]).toEqual([...direct.second]);
});

test('refuses a table of one knot or without step', () => {
  const decays = promptDecayTimes(ROUNDED_LIFETIMES);
  expect(() => tabulateOnset(pulse, decays, efficiency, edges, { from: 0, step: 0.1, knots: 1 })).toThrow(RangeError);
  expect(() => tabulateOnset(pulse, decays, efficiency, edges, { from: 0, step: 0, knots: 3 })).toThrow(RangeError);
});
