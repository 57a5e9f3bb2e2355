import { binEdges, clipEdges, fineEdges } from '@cevns/detectors/binning';
import type { RegionParameters } from '../stages/region.ts';
import type { OpenTable } from './flux-variations.ts';
import type { InternalStudy, Range } from './internal-study.ts';
import { observablesOf, observableUnit, observesRecoils, recoilObservableOf, templatesOf } from './names.ts';
import type { StudyProblems } from './study-problems.ts';
import { thresholdOf } from './threshold.ts';

/** Binning and region of every observable, and the region that background events refer to. */
export interface LoweredRegion extends RegionParameters {
  readonly referenceRegion: Readonly<Record<string, Range>>;
}

/** An observable as messages name it. */
interface NamedUnit {
  readonly name: string;
  readonly unit: string;
}

/** Binning and region of a study; what is not given is the whole binning. */
export function lowerRegion(study: InternalStudy, problems: StudyProblems, openTable?: OpenTable): LoweredRegion {
  const { detector, region = {} } = study;
  const observables = observablesOf(detector);
  const recoil = recoilObservableOf(detector);
  const threshold = thresholdOf(study, problems, openTable);
  const wholeBins = hasTables(study);
  const binning: Record<string, readonly number[]> = {};
  const limits: Record<string, Range> = {};
  const reference: Record<string, Range> = {};
  for (const name of observables) {
    const own: NamedUnit = { name, unit: observableUnit(name, detector) };
    const path = ['detector', 'observables', name, 'binning', 'edges'];
    const { edges } = detector.observables[name]!.binning;
    binning[name] = edges;
    const checked = problems.attempt(path, 'E605', () => binEdges(edges));
    if (checked === undefined) continue;
    const whole: Range = [edges[0]!, edges.at(-1)!];
    limits[name] = aboveThreshold(region[name] ?? whole, name === recoil.name ? threshold : undefined);
    reference[name] = detector['reference-region']?.[name] ?? whole;
    checkReference(own, reference[name], problems);
    const fits =
      checkRegion(own, checked, region[name] ?? whole, problems) &&
      checkThreshold(own, checked, limits[name], name === recoil.name ? threshold : undefined, problems);
    const { 'fine-bin-width': fineBinWidth } = recoil;
    if (fits && name === recoil.name && fineBinWidth !== undefined)
      checkFineBins(own, checked, region[name] ?? whole, fineBinWidth, problems);
    if (fits && wholeBins) checkWholeBins(own, edges, limits[name], region[name] ?? whole, problems);
  }
  for (const name of Object.keys(region)) {
    if (observables.includes(name)) continue;
    problems.atKey(['region', name], 'E606', {
      message: `the detector does not observe ${name}`,
      expected: `one of ${observables.join(', ')}`,
    });
  }
  const unit = observesRecoils(detector) ? ({ energyUnit: 'keVnr' } as const) : {};
  return { binning, region: limits, referenceRegion: reference, ...unit };
}

function checkReference(observable: NamedUnit, [low, high]: Range, problems: StudyProblems): void {
  if (low < high) return;
  problems.at(['detector', 'reference-region', observable.name], 'E605', {
    message: 'the reference region is empty',
    expected: 'the lower limit first',
    found: `[${low}, ${high}]`,
  });
}

/** Whether the region lies within the binning. */
function checkRegion(observable: NamedUnit, edges: Float64Array, limits: Range, problems: StudyProblems): boolean {
  const [low, high] = limits;
  const first = edges[0]!;
  const last = edges.at(-1)!;
  if (low < high && low >= first && high <= last) return true;
  const [from, to] = [first, last].map((limit) => withUnit(limit, observable));
  problems.at(['region', observable.name], 'E605', {
    message: `the region has to lie within the binning of ${observable.name}`,
    expected: `limits from ${from} to ${to}, the lower one first`,
    found: rangeText(limits, observable),
  });
  return false;
}

/** Limits of which the lower one is not below a threshold. */
function aboveThreshold([low, high]: Range, threshold: number | undefined): Range {
  return [threshold === undefined ? low : Math.max(low, threshold), high];
}

/** Whether a region is left above the threshold. */
function checkThreshold(
  observable: NamedUnit,
  edges: Float64Array,
  [low, high]: Range,
  threshold: number | undefined,
  problems: StudyProblems,
): boolean {
  const first = edges[0]!;
  if (threshold !== undefined && threshold < first) {
    problems.at(['detector', 'threshold'], 'E605', {
      message: `the binning of ${observable.name} begins above the threshold`,
      expected: `a threshold from ${withUnit(first, observable)} on, or a binning that begins lower`,
      found: withUnit(Number(threshold.toPrecision(6)), observable),
    });
    return false;
  }
  if (low < high) return true;
  problems.at(['detector', 'threshold'], 'E605', {
    message: `the threshold is above the region in ${observable.name}`,
    expected: `a threshold below ${withUnit(Math.min(high, edges.at(-1)!), observable)}`,
    found: withUnit(Number(low.toPrecision(6)), observable),
  });
  return false;
}

function checkFineBins(
  observable: NamedUnit,
  edges: Float64Array,
  limits: Range,
  fineBinWidth: number,
  problems: StudyProblems,
): void {
  const width = withUnit(fineBinWidth, observable);
  if (!haveFineBins(edges, fineBinWidth)) {
    problems.at(['detector', 'observables', observable.name, 'fine-bin-width'], 'E605', {
      message: `the binning of ${observable.name} cannot be divided into bins of ${width}`,
      expected: 'a width of which every bin is a multiple',
    });
  } else if (!haveFineBins(clipEdges(edges, limits), fineBinWidth)) {
    const first = edges[0]!;
    const onEdges = limits.map((limit) => first + fineBinWidth * Math.round((limit - first) / fineBinWidth));
    problems.at(['region', observable.name], 'E605', {
      message: `the region cuts a fine bin of the detector (${width} wide)`,
      expected: `limits on edges of the fine bins, such as ${rangeText(onEdges, observable)}`,
      found: rangeText(limits, observable),
    });
  }
}

/** Whether templates or the data are tables over bins, whose contents cannot be divided. */
function hasTables({ inputs, detector }: InternalStudy): boolean {
  const counted = inputs.data !== 'asimov' && inputs.data.events.count !== undefined;
  return counted || Object.keys(templatesOf(detector)).length > 0;
}

/** @param given the region before a threshold ended it */
function checkWholeBins(
  observable: NamedUnit,
  edges: readonly number[],
  limits: Range,
  given: Range,
  problems: StudyProblems,
): void {
  const cut = (limit: number): boolean => !edges.includes(limit);
  const why = `cuts a bin of ${observable.name}, and the data or a template are known in whole bins only`;
  const [low, high] = limits;
  const isThreshold = low !== given[0];
  if (isThreshold && cut(low)) {
    problems.at(['detector', 'threshold'], 'E605', {
      message: `the threshold ${why}`,
      expected: `one of the edges ${withUnit(edges.join(', '), observable)}`,
      found: withUnit(Number(low.toPrecision(6)), observable),
    });
  }
  if (cut(high) || (cut(low) && !isThreshold)) {
    problems.at(['region', observable.name], 'E605', {
      message: `the region ${why}`,
      expected: `two of the edges ${edges.join(', ')}`,
      found: rangeText(given, observable),
    });
  }
}

function withUnit(value: number | string, { unit }: NamedUnit): string {
  return `${value} ${unit}`.trimEnd();
}

function rangeText(limits: readonly number[], observable: NamedUnit): string {
  return `[${limits.map((limit) => withUnit(limit, observable)).join(', ')}]`;
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
