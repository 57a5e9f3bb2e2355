import { expect, test } from 'vitest';
import { protonsOnTarget } from './beam-exposure.ts';
import { beamWindow, liveTimeUs } from './live-time.ts';

/** MeV/us of a watt: 1 / 1.602176634e-13 MeV/J / 1e6. */
const WATT = 1 / 1.602176634e-13 / 1e6;
const SECOND_US = 1e6;
const beam = { 'beam-power': 1.4e6 * WATT, 'proton-energy': 1000 };

test('1.4 MW of 1 GeV protons are 8.74e15 protons per second', () => {
  expect(protonsOnTarget({ ...beam, exposure: { time: SECOND_US } }) / 8.738e15).toBeCloseTo(1, 4);
  expect(protonsOnTarget({ exposure: 3.198e23 })).toBe(3.198e23);
});

test('live time of a beam: as given, or from protons, power and energy', () => {
  expect(liveTimeUs('stopped-pion', { exposure: { time: 5 } })).toBe(5);
  expect(liveTimeUs('stopped-pion', { exposure: 1e20 })).toBeUndefined();
  const exposure = protonsOnTarget({ ...beam, exposure: { time: 3600 * SECOND_US } });
  expect(liveTimeUs('stopped-pion', { ...beam, exposure })! / (3600 * SECOND_US)).toBeCloseTo(1, 13);
});

test('a detector is live while the reactor is off', () => {
  expect(liveTimeUs('reactor', { exposure: 7, 'duty-cycle': 0.5 })).toBe(7);
});

test('the window of a beam: 6 us at 60 Hz are 3.6e-4 of all time', () => {
  const window = beamWindow('stopped-pion', { pulse: { model: 'gaussian', sigma: 0.15, 'repetition-rate': 60 } });
  expect(6 * window!.repetitionRatePerUs).toBeCloseTo(3.6e-4, 15);
  expect(beamWindow('stopped-pion', { pulse: { model: 'gaussian', sigma: 0.15 } })).toBeUndefined();
  expect(beamWindow('stopped-pion', {})).toBeUndefined();
  expect(beamWindow('reactor', { exposure: 7 })).toBeUndefined();
});

test('refuses a time without power, and a power that is not positive', () => {
  expect(() => protonsOnTarget({ exposure: { time: 5 } })).toThrow(/beam power/);
  expect(() => protonsOnTarget({ ...beam, 'beam-power': 0, exposure: { time: 5 } })).toThrow(/beam power/);
});
