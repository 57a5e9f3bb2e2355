import { dividedEdges, fineEdges } from '@cevns/detectors/binning';

/** How bins are divided into fine ones, in whose centres an efficiency is taken. */
export interface FineBins {
  /** Width of the fine bins; unless given, bins are divided into as many as `finePerBin` says. */
  readonly fineBinWidth?: number;
  /** From where on fine bins are counted, where that is not the lower end of the region. */
  readonly fineBinOrigin?: number;
  readonly finePerBin?: number;
}

/** Edges of fine bins, with every edge and every jump of the efficiency among them. */
export function fineEdgesOf(edges: Float64Array, settings: FineBins, jumps: readonly number[]): Float64Array {
  const { fineBinWidth: width, fineBinOrigin: origin, finePerBin = 1 } = settings;
  if (width !== undefined && origin === undefined && jumps.length === 0) return fineEdges(edges, width);
  if (width !== undefined) return dividedEdges(edges, { width, origin: origin ?? edges[0]! }, jumps);
  const divided = [...edges.subarray(1)].flatMap((upper, bin) => {
    const lower = edges[bin]!;
    return Array.from({ length: finePerBin }, (_, part) => lower + ((upper - lower) * part) / finePerBin);
  });
  const all = new Set([...divided, ...edges, ...jumps.filter((jump) => jump > edges[0]! && jump < edges.at(-1)!)]);
  return Float64Array.from(all).sort();
}
