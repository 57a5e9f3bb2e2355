import { expect, test } from 'vitest';
import type { Font } from './primitives.ts';
import { labelWidth } from './text.ts';
import { wrappedLabel } from './wrapped-label.ts';

const font: Font = { family: 'STIX Two Text' };

test('lines are no wider than the room, and together they are the label', () => {
  const label = 'COHERENT CsI[Na], 14.6 kg, 3.20\\times10^{23} POT, R_{n} of {^{133}Cs and I} free, 0 < t < 6 μs';
  for (const room of [60, 90, 150, 1000]) {
    const lines = wrappedLabel(label, 8, room, font);
    for (const line of lines) expect(labelWidth(line, 8, font)).toBeLessThanOrEqual(room);
    expect(lines.join(' ')).toBe(label);
  }
  expect(wrappedLabel(label, 8, 1000, font)).toHaveLength(1);
});

test('a word that is wider than the room stays whole; braces are not torn', () => {
  expect(wrappedLabel('a neutrino-induced-neutrons b', 8, 10, font)).toEqual(['a', 'neutrino-induced-neutrons', 'b']);
  expect(wrappedLabel('\\mathrm{a b c}', 8, 1, font)).toEqual(['\\mathrm{a b c}']);
  expect(wrappedLabel('', 8, 10, font)).toEqual(['']);
});
