import { feldmanCousinsParts } from './feldman-cousins-plan.ts';
import type { AnalysisLowering, ScannedSection } from './lowering.ts';
import { toySettings } from './toy-settings.ts';

const DEFAULT_CONFIDENCE = [0.6827, 0.9];
const DEFAULT_TOYS = 1000;
/** A grid of points for toys is coarser than one for fits. */
const DEFAULT_POINTS = { one: 41, two: 21 };

/** A construction names one parameter or two, and their ranges. */
export const lowering: AnalysisLowering = {
  parameters(section, checks) {
    const x = section.x as ScannedSection;
    const y = section.y as ScannedSection | undefined;
    const points = y === undefined ? DEFAULT_POINTS.one : DEFAULT_POINTS.two;
    if (y !== undefined) checks.different('y', y.parameter, 'x', x.parameter);
    return {
      axes: [checks.scan('x', { points, ...x }), ...(y === undefined ? [] : [checks.scan('y', { points, ...y })])],
      confidence: section.confidence ?? DEFAULT_CONFIDENCE,
      ...toySettings(section, DEFAULT_TOYS),
    };
  },
  leavings({ x, y }) {
    if (y === undefined) return undefined;
    return { kind: 'plane', parameters: [(x as ScannedSection).parameter, (y as ScannedSection).parameter] };
  },
  parts: (own) => {
    const { fixed, axes, confidence, toys, seed } = own as never;
    return feldmanCousinsParts({ fixed, axes, confidence, toys, seed });
  },
};
