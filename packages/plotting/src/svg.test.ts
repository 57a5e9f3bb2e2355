import { expect, test } from 'vitest';
import type { Drawing, DrawingItem } from './primitives.ts';
import { escapeMarkup, formatCoordinate, writeSvg } from './svg.ts';

const drawing = (items: DrawingItem[]): Drawing => ({
  width: 100,
  height: 50,
  title: 'a < b & "c"',
  description: 'd',
  items,
});

test('coordinates: two decimals, no trailing zeros, no minus zero, no exponent', () => {
  expect([0, -0, -0.001, 1.5, 1.005e-7, 12.345678, 100, -3.1, 1e6].map(formatCoordinate)).toEqual([
    '0',
    '0',
    '0',
    '1.5',
    '0',
    '12.35',
    '100',
    '-3.1',
    '1000000',
  ]);
});

test('markup in text is escaped, forbidden control characters are replaced', () => {
  expect(escapeMarkup(`<img src=x onerror=alert('1')>&"`)).toBe(
    '&lt;img src=x onerror=alert(&#39;1&#39;)&gt;&amp;&quot;',
  );
  expect(escapeMarkup('a\u0000b\ud800c\tμ😀')).toBe('a\ufffdb\ufffdc\tμ😀');
  expect(writeSvg(drawing([]))).toContain('<title id="title">a &lt; b &amp; &quot;c&quot;</title>');
});

test('equal clips and hatches are defined once, and every reference has its definition', () => {
  const hatch = { kind: 'hatch', color: '#333333', spacing: 3, lineWidth: 0.5, angle: 45 } as const;
  const rect: DrawingItem = { kind: 'rect', x: 0, y: 0, width: 1, height: 1, fill: hatch };
  const clip = { x: 0, y: 0, width: 9, height: 9 };
  const svg = writeSvg(
    drawing([
      { kind: 'group', role: 'a', clip, items: [rect, rect] },
      { kind: 'group', role: 'b', clip, items: [{ ...rect, fill: { ...hatch, angle: -45 } }] },
    ]),
  );
  const defined = [...svg.matchAll(/<(?:pattern|clipPath) id="([^"]+)"/g)].map((match) => match[1]);
  const used = [...svg.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1]);
  expect(defined).toHaveLength(3);
  expect(new Set(used)).toEqual(new Set(defined));
});

test('scripts: each run starts at the height the run before it ended', () => {
  const font = { family: 'STIX Two Text' } as const;
  const runs = [
    { text: 'x', size: 10, rise: 0, shift: 0 },
    { text: '2', size: 7, rise: 3.6, shift: 0 },
    { text: 'i', size: 7, rise: -2, shift: -3.5 },
    { text: ' y', size: 10, rise: 0, shift: 0 },
  ];
  const svg = writeSvg(drawing([{ kind: 'text', x: 1, y: 2, runs, font, color: '#000000', anchor: 'start' }]));
  expect(svg).toContain(
    '>x<tspan dy="-3.6" font-size="7">2</tspan><tspan dx="-3.5" dy="5.6" font-size="7">i</tspan><tspan dy="-2" font-size="10"> y</tspan></text>',
  );
});
