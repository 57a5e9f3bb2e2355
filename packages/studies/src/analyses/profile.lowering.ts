import type { AnalysisSection } from '../lower/internal-study.ts';
import type { AnalysisLowering, ScannedSection } from './lowering.ts';

/** Confidence levels of a profile unless the study names others. */
const DEFAULT_CONFIDENCE = [0.6827, 0.9];

/** A profile names its parameter and the range to scan. */
export const lowering: AnalysisLowering = {
  parameters: (section, checks) => ({
    ...checks.scan('x', scanned(section)),
    confidence: section.confidence ?? DEFAULT_CONFIDENCE,
  }),
  leavings: (section) => ({ kind: 'curve', parameter: scanned(section).parameter }),
};

/** The schema has made sure that it is there. */
function scanned({ x }: AnalysisSection): ScannedSection {
  return x as ScannedSection;
}
