import { hasMeasuredValues } from '../lower/internal-study.ts';
import { SIGNAL_LABELS } from '../lower/names.ts';
import type { WholeStudy } from '../lower/whole-study.ts';
import type { AnalysisChecks, AnalysisLowering } from './lowering.ts';
import { axisValues } from './scanned-axis.ts';

const DEFAULT_CONFIDENCE = 0.9;

const DEFAULT_FACTORS = 11;

/** A background of which there is more or less, as a study has it. */
interface BackgroundSection {
  readonly component: string;
  readonly range: readonly [number, number];
  readonly points?: number;
  readonly spacing?: 'linear' | 'log';
}

/** A sensitivity names its parameter, the value that is to be discovered, exposures, and perhaps a background. */
export const lowering: AnalysisLowering = {
  parameters(section, checks, study) {
    const parameter = section.parameter as string;
    const value = (key: 'border' | 'injected', otherwise: number): number => {
      if (section[key] === undefined) return otherwise;
      const own = checks.quantity([key], parameter, section[key] as number | string) ?? otherwise;
      checks.value([key], parameter, own);
      return own;
    };
    let [border, injected] = [0, 1];
    if (checks.parameter(['parameter'], parameter)) {
      checks.free('parameter', [parameter]);
      border = value('border', 0);
      injected = value('injected', 1);
    }
    const measured = study.experiments.find((each) => hasMeasuredValues(each.lowered.study));
    if (section.exposures !== undefined && measured !== undefined) {
      checks.problem(['exposures'], 'E606', {
        message: 'the errors of measured values are known for the exposure that they were taken with',
        expected: 'no `exposures:`, or data that are counts',
      });
    }
    return {
      parameter,
      border,
      injected,
      confidence: section.confidence ?? DEFAULT_CONFIDENCE,
      exposures: section.exposures ?? [1],
      ...(section.background === undefined
        ? {}
        : { background: backgroundOf(section.background as BackgroundSection, checks, study) }),
    };
  },
  leavings: () => undefined,
};

function backgroundOf(
  { component, range, points = DEFAULT_FACTORS, spacing = 'log' }: BackgroundSection,
  checks: AnalysisChecks,
  { channels }: WholeStudy,
) {
  const known = channels.flatMap((channel) => channel.components.map(({ name }) => name));
  const backgrounds = [...new Set(known)].filter((name) => SIGNAL_LABELS[name] === undefined);
  checks.named(['background', 'component'], 'background', component, backgrounds);
  checks.range(['background', 'range'], range);
  const factors = range[0] < range[1] ? [...axisValues({ parameter: component, range, points, spacing })] : [...range];
  return { component, factors };
}
