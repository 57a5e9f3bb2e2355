import type { BackgroundShape } from './background-shape.ts';

/** Equally many events for each unit of the observable: the content of a bin is its width. */
export const shape: BackgroundShape<object> = {
  prepare() {
    return (edges) =>
      Float64Array.from({ length: edges.length - 1 }, (_, i) => (edges[i + 1] as number) - (edges[i] as number));
  },
};
