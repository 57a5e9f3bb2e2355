import type { AnalysisLowering } from './lowering.ts';
import { significancePlan, toyParts } from './toy-plan.ts';
import { toySettings } from './toy-settings.ts';

/** A significance names the values it tests. */
export const lowering: AnalysisLowering = {
  parameters(section, checks) {
    const { against, toys } = section;
    const tested = checks.values(['against'], against as Readonly<Record<string, number | string>>);
    checks.free('against', Object.keys(tested));
    if (toys === undefined) return { against: tested };
    if (Object.keys(against as object).length > 1) {
      checks.problem(['toys'], 'E606', {
        message: 'toys test one parameter, `against` names several',
        expected: 'one parameter under `against`, or no `toys`',
      });
    }
    return { against: tested, byToys: toySettings(section, toys as number) };
  },
  leavings: () => undefined,
  parts: (own) => (own.byToys === undefined ? undefined : toyParts(significancePlan(own as never))),
};
