import type { CST } from 'yaml';
import { type Problem, problemAt } from './problem.ts';
import type { SourceText } from './source-text.ts';

/** Levels of maps and sequences inside each other that a text may have. */
const deepestNesting = 100;

/**
 * The first place that is nested deeper than {@link deepestNesting} levels, as a problem. Works on the syntax tree and
 * without recursion, so that it holds for any text.
 */
export function depthProblem(tokens: readonly CST.Token[], source: SourceText, offset: number): Problem | undefined {
  for (const { token, depth } of walkTokens(tokens)) {
    if (depth <= deepestNesting) continue;
    const start = offset + ('offset' in token ? token.offset : 0);
    return problemAt({ source, start, end: start + 1 }, 'E122', {
      message: `this is nested deeper than ${deepestNesting} levels`,
    });
  }
  return undefined;
}

/** All keys and values of the syntax trees with their level of nesting, in no particular order. */
export function* walkTokens(roots: readonly CST.Token[]): Generator<{ token: CST.Token; depth: number }> {
  const open = roots.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    const { token, depth } = next;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if ('key' in item && item.key) open.push({ token: item.key, depth: depth + 1 });
      if (item.value) open.push({ token: item.value, depth: depth + 1 });
    }
  }
}
