import { expect, test } from 'vitest';
import { fillAt, themeOf } from './theme.ts';

/** Lightness of a colour in grey print: relative luminance of WCAG 2 to the power 1/2.2. */
function lightness(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => (Number.parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2);
  return (0.2126 * r! + 0.7152 * g! + 0.0722 * b!) ** (1 / 2.2);
}

test('fills of paper are told apart in grey print, by lightness or by hatch', () => {
  const theme = themeOf('paper');
  const all = theme.fills.map((__, place) => fillAt(place, theme));
  all.forEach((one, i) => {
    for (const other of all.slice(i + 1)) {
      const apart = Math.abs(lightness(one.color) - lightness(other.color)) > 0.05;
      expect(apart || one.hatch?.angle !== other.hatch?.angle, `${one.color} and ${other.color}`).toBe(true);
    }
  });
});

test('fills repeat after four rounds of the colours, not before', () => {
  const theme = themeOf('paper');
  const looks = Array.from({ length: 33 }, (_, place) => JSON.stringify(fillAt(place, theme)));
  expect(new Set(looks.slice(0, 32)).size).toBe(32);
  expect(looks[32]).toBe(looks[0]);
});
