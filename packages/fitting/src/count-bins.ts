import type { ChannelDescription } from './model.ts';

/** Number of bins of a channel, or of some of its axes. */
export function countBins(channel: ChannelDescription, axes = channel.axes.map((_, i) => i)): number {
  return axes.reduce((product, axis) => product * (channel.axes[axis]!.edges.length - 1), 1);
}
