import { expect, test } from 'vitest';
import type { TextItem } from './primitives.ts';
import { textClashes } from './text-clashes.ts';

const text = (words: string, x: number, y: number): TextItem => ({
  kind: 'text',
  x,
  y,
  runs: [{ text: words, size: 10, rise: 0, shift: 0 }],
  font: { family: 'Source Sans 3' },
  color: '#000000',
  anchor: 'start',
});
const drawing = (...items: TextItem[]) => ({ width: 100, height: 50, title: '', description: '', items });

test('finds what is cut and what lies on each other, also in groups', () => {
  expect(textClashes(drawing(text('one', 5, 20), text('two', 5, 40)))).toEqual([]);
  expect(textClashes(drawing(text('one', 95, 20)))).toEqual(['"one" leaves the paper']);
  const inGroup = { kind: 'group', role: 'legend', items: [text('two', 12, 22)] } as const;
  expect(textClashes({ ...drawing(text('one', 5, 20)), items: [text('one', 5, 20), inGroup] })).toEqual([
    '"one" and "two" lie on each other',
  ]);
});
