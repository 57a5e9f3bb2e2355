import type { AnalysisSection } from '../lower/internal-study.ts';
import type { WholeStudy } from '../lower/whole-study.ts';
import { type ContourPlan, contourParts, numberOfBlocks } from './contour-plan.ts';
import type { AnalysisLowering, ScannedSection } from './lowering.ts';

/** Confidence levels of contours unless the study names others. */
const DEFAULT_CONFIDENCE = [0.6827, 0.9];
const DEFAULT_DEGREES_OF_FREEDOM = 2;

/** A contour names two parameters and their ranges. */
export const lowering: AnalysisLowering = {
  parameters(section, checks, study) {
    const [x, y] = scanned(section);
    checks.different('y', y.parameter, 'x', x.parameter);
    const axes = { x: checks.scan('x', x), y: checks.scan('y', y) };
    const blocks = numberOfBlocks(axes, binsOf(study));
    return {
      ...axes,
      ...(blocks === undefined ? {} : { blocks }),
      confidence: section.confidence ?? DEFAULT_CONFIDENCE,
      degreesOfFreedom: section['degrees-of-freedom'] ?? DEFAULT_DEGREES_OF_FREEDOM,
    };
  },
  leavings(section) {
    const [x, y] = scanned(section);
    return { kind: 'plane', parameters: [x.parameter, y.parameter], in: 'result' };
  },
  parts: (own) => contourParts(own as unknown as ContourPlan),
};

/** Bins of the likelihood; of observables whose bins are not known yet one. */
function binsOf({ channels }: WholeStudy): number {
  const inChannel = (observables: WholeStudy['channels'][number]['observables']) =>
    observables.reduce((product, { edges }) => product * (edges === undefined ? 1 : edges.length - 1), 1);
  return channels.reduce((sum, { observables }) => sum + inChannel(observables), 0);
}

/** The schema has made sure that they are there. */
function scanned({ x, y }: AnalysisSection): [ScannedSection, ScannedSection] {
  return [x as ScannedSection, y as ScannedSection];
}
