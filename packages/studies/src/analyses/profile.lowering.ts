import type { AnalysisSection } from '../lower/internal-study.ts';
import type { AnalysisLowering } from './lowering.ts';

/** Confidence levels of a profile unless the study names others. */
const DEFAULT_CONFIDENCE = [0.6827, 0.9];
const DEFAULT_POINTS = 101;

interface ScannedParameter {
  readonly parameter: string;
  readonly range: readonly [number, number];
  readonly points?: number;
}

/** A profile names its parameter and the range to scan. */
export const lowering: AnalysisLowering = {
  parameters(section, checks) {
    const { parameter, range, points = DEFAULT_POINTS } = scanned(section);
    if (checks.parameter(['x', 'parameter'], parameter)) {
      checks.free('x', [parameter]);
      for (const value of range) checks.value(['x', 'range'], parameter, value);
    }
    checks.range(['x', 'range'], range);
    return { parameter, range, points, confidence: section.confidence ?? DEFAULT_CONFIDENCE };
  },
  leavings: (section) => ({ kind: 'curve', parameter: scanned(section).parameter }),
};

/** The schema has made sure that it is there. */
function scanned({ x }: AnalysisSection): ScannedParameter {
  return x as ScannedParameter;
}
