import { overlaps } from './placement.ts';
import { type Drawing, leaves } from './primitives.ts';
import { textBox } from './text.ts';

/** A hair: boxes that only touch share less than this, in points. */
const TOUCH = 0.05;

/** Texts of a drawing that leave the paper or lie on each other, in words; none in a good figure. */
export function textClashes({ items, width, height }: Drawing): string[] {
  const texts = [...leaves(items)].flatMap(({ item }) => {
    if (item.kind !== 'text') return [];
    const { x, y, width: across, height: high } = textBox(item);
    const box = { x: x + TOUCH, y: y + TOUCH, width: across - 2 * TOUCH, height: high - 2 * TOUCH };
    return [{ words: item.runs.map((run) => run.text).join(''), box }];
  });
  return texts.flatMap(({ words, box }, i) => {
    const isInside = box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
    const cut = isInside ? [] : [`"${words}" leaves the paper`];
    const covered = texts.slice(i + 1).filter((other) => overlaps(box, other.box));
    return [...cut, ...covered.map((other) => `"${words}" and "${other.words}" lie on each other`)];
  });
}
