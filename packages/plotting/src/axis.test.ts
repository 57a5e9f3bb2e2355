import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AxisDescription, layOutAxis } from './axis.ts';
import { labelWidth } from './text.ts';

const horizontal = {
  direction: 'horizontal',
  start: 30,
  end: 240,
  font: { family: 'STIX Two Text' },
  tickSize: 8,
} as const;
const vertical = { ...horizontal, direction: 'vertical', start: 150, end: 5 } as const;
const axis = (part: Partial<AxisDescription>) =>
  layOutAxis({ scale: 'linear', from: 0, to: 60, label: 'Energy', unit: 'keV', ...part }, horizontal);
const labels = (part: Partial<AxisDescription>) => axis(part).major.map((tick) => tick.label);

test('a linear axis: round numbers, five or four minor steps, ends at the limits of the range', () => {
  const energy = axis({});
  expect(energy.major.map((tick) => tick.label)).toEqual(['0', '10', '20', '30', '40', '50', '60']);
  expect(energy.minor.slice(0, 5)).toEqual([2, 4, 6, 8, 12]);
  expect(energy.position(0)).toBe(30);
  expect(energy.position(60)).toBe(240);
  expect(energy.title).toBe('Energy (keV)');
  expect(axis({ from: 0, to: 150 }).minor.slice(0, 4)).toEqual([5, 10, 15, 25]);
});

test('negative numbers have a minus sign, zero has none', () => {
  expect(labels({ from: -1, to: 1 })).toEqual(['\u22121.0', '\u22120.5', '0.0', '0.5', '1.0']);
});

test('large and small ranges: the power of ten goes into the title', () => {
  expect(axis({ from: 0, to: 4e5 }).title).toBe('Energy (10^{5}\u2009keV)');
  expect(labels({ from: 0, to: 7e5 })).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  expect(axis({ from: 0, to: 5e-39, unit: 'cm^{2}' }).title).toBe('Energy (10^{-39}\u2009cm^{2})');
});

test('limits have their ticks, also where the power of ten makes them inexact', () => {
  expect(labels({ from: 0.0001 * 0.4, to: 0.0001 * 1.4 }).at(0)).toBe('0.4');
  expect(labels({ from: 0.1 + 0.2, to: 0.9 }).at(0)).toBe('0.3');
});

test('a log axis: decades as powers of ten, minor ticks between', () => {
  expect(labels({ scale: 'log', from: 0.01, to: 1e4 })).toEqual([
    '10^{-2}',
    '10^{-1}',
    '1',
    '10',
    '10^{2}',
    '10^{3}',
    '10^{4}',
  ]);
  expect(axis({ scale: 'log', from: 1, to: 100 }).minor).toEqual([
    2, 3, 4, 5, 6, 7, 8, 9, 20, 30, 40, 50, 60, 70, 80, 90,
  ]);
  expect(labels({ scale: 'log', from: 3, to: 8 }).length).toBeGreaterThanOrEqual(2);
  const long = labels({ scale: 'log', from: 1e-45, to: 1e-30 });
  expect(long.length).toBeLessThan(16);
});

test('a log axis of a small part of a decade has evenly stepped numbers, two at least', () => {
  expect(labels({ scale: 'log', from: 1.2, to: 1.8 })).toEqual(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.8']);
  expect(labels({ scale: 'log', from: 9.5, to: 15 }).slice(0, 2)).toEqual(['10', '11']);
});

test('labels never clash and ticks never leave the axis, whatever the range', () => {
  const range = fc.tuple(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
  );
  fc.assert(
    fc.property(range, fc.boolean(), fc.constantFrom(horizontal, vertical), ([start, length], log, placement) => {
      const from = log ? Math.abs(start) + 1e-6 : start;
      fc.pre(length > 1e-6 * Math.abs(from));
      const laid = layOutAxis(
        { scale: log ? 'log' : 'linear', from, to: from + length, label: '', unit: '' },
        placement,
      );
      const at = laid.major.map((tick) => laid.position(tick.value));
      const low = Math.min(placement.start, placement.end) - 1e-3;
      const high = Math.max(placement.start, placement.end) + 1e-3;
      for (const position of [...at, ...laid.minor.map(laid.position)]) {
        expect(position).toBeGreaterThanOrEqual(low);
        expect(position).toBeLessThanOrEqual(high);
      }
      laid.major.forEach((tick, i) => {
        const next = laid.major[i + 1];
        if (next === undefined) return;
        const distance = Math.abs(at[i + 1]! - at[i]!);
        const extent = (label: string) => labelWidth(label, 8, placement.font) / 2;
        expect(distance).toBeGreaterThan(
          placement.direction === 'vertical' ? 8 : extent(tick.label) + extent(next.label),
        );
        expect(tick.label).not.toBe(next.label);
      });
    }),
    { numRuns: 300 },
  );
});

test('where one number alone has room it is a round one', () => {
  const font = { family: 'STIX Two Text' } as const;
  const { major } = layOutAxis(
    { scale: 'linear', from: 0.59, to: 1.39, label: '', unit: '' },
    { direction: 'horizontal', start: 0, end: 30, font, tickSize: 8 },
  );
  expect(major).toEqual([{ value: 1, label: '1' }]);
});

test('with one power of ten or two on the axis, 1, 2 and 5 are labelled where there is room, as decimals', () => {
  expect(labels({ scale: 'log', from: 0.02, to: 1 })).toEqual(['0.02', '0.05', '0.1', '0.2', '0.5', '1']);
  expect(labels({ scale: 'log', from: 3, to: 200 })).toEqual(['5', '10', '20', '50', '100', '200']);
  expect(labels({ scale: 'log', from: 0.03, to: 3 })).toEqual(['0.05', '0.1', '0.2', '0.5', '1', '2']);
  // Of more decades, and of numbers that need a power of ten, the decades.
  expect(labels({ scale: 'log', from: 0.02, to: 20 })).toEqual(['10^{-1}', '1', '10']);
  expect(labels({ scale: 'log', from: 2e-4, to: 1e-2 })).toEqual(['10^{-3}', '10^{-2}']);
});
