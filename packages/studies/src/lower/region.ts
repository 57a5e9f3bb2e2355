import { binEdges, clipEdges, fineEdges } from '@cevns/detectors/binning';
import type { RegionParameters } from '../stages/region.ts';
import type { InternalStudy, Observable, Range } from './internal-study.ts';
import { OBSERVABLE_UNITS, observablesOf } from './names.ts';
import type { StudyProblems } from './study-problems.ts';

/** Binning and region of every observable, and the region that background events refer to. */
export interface LoweredRegion extends RegionParameters {
  readonly referenceRegion: Readonly<Record<string, Range>>;
}

/** Binning and region of a study; what is not given is the whole binning. */
export function lowerRegion({ detector, region = {} }: InternalStudy, problems: StudyProblems): LoweredRegion {
  const observables = observablesOf(detector);
  const binning: Record<string, readonly number[]> = {};
  const limits: Record<string, Range> = {};
  const reference: Record<string, Range> = {};
  for (const name of observables) {
    const path = ['detector', 'observables', name, 'binning', 'edges'];
    const { edges } = detector.observables[name]!.binning;
    binning[name] = edges;
    const checked = problems.attempt(path, 'E605', () => binEdges(edges));
    if (checked === undefined) continue;
    const whole: Range = [edges[0]!, edges.at(-1)!];
    limits[name] = region[name] ?? whole;
    reference[name] = detector['reference-region']?.[name] ?? whole;
    checkReference(name, reference[name], problems);
    checkRegion(name, checked, limits[name], detector.observables.PE['fine-bin-width'], problems);
  }
  for (const name of Object.keys(region) as Observable[]) {
    if (observables.includes(name)) continue;
    problems.atKey(['region', name], 'E606', {
      message: `the detector does not observe ${name}`,
      expected: `one of ${observables.join(', ')}`,
    });
  }
  return { binning, region: limits, referenceRegion: reference };
}

function checkReference(observable: Observable, [low, high]: Range, problems: StudyProblems): void {
  if (low < high) return;
  problems.at(['detector', 'reference-region', observable], 'E605', {
    message: 'the reference region is empty',
    expected: 'the lower limit first',
    found: `[${low}, ${high}]`,
  });
}

function checkRegion(
  observable: Observable,
  edges: Float64Array,
  limits: Range,
  fineBinWidth: number,
  problems: StudyProblems,
): void {
  const path = ['region', observable];
  const unit = OBSERVABLE_UNITS[observable];
  const first = edges[0]!;
  const last = edges.at(-1)!;
  const [low, high] = limits;
  if (!(low < high && low >= first && high <= last)) {
    problems.at(path, 'E605', {
      message: `the region has to lie within the binning of ${observable}`,
      expected: `limits from ${first} ${unit} to ${last} ${unit}, the lower one first`,
      found: `[${low} ${unit}, ${high} ${unit}]`,
    });
    return;
  }
  if (observable !== 'PE') return;
  const width = `${fineBinWidth} ${unit}`;
  if (!haveFineBins(edges, fineBinWidth)) {
    problems.at(['detector', 'observables', 'PE', 'fine-bin-width'], 'E605', {
      message: `the binning of PE cannot be divided into bins of ${width}`,
      expected: 'a width of which every bin is a multiple',
    });
  } else if (!haveFineBins(clipEdges(edges, limits), fineBinWidth)) {
    const [from, to] = limits.map(
      (limit) => `${first + fineBinWidth * Math.round((limit - first) / fineBinWidth)} ${unit}`,
    );
    problems.at(path, 'E605', {
      message: `the region cuts a fine bin of the detector (${width} wide)`,
      expected: `limits on edges of the fine bins, such as [${from}, ${to}]`,
      found: `[${low} ${unit}, ${high} ${unit}]`,
    });
  }
}

/** Whether every edge is a whole number of fine bins away from the first. */
function haveFineBins(edges: Float64Array, fineBinWidth: number): boolean {
  try {
    fineEdges(edges, fineBinWidth);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
