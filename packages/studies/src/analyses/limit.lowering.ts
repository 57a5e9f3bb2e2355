import { type ChosenConvention, limitPieces } from '../limit-conventions/limit-pieces.ts';
import { limitConventions } from '../limit-conventions/registry.ts';
import type { AnalysisSection } from '../lower/internal-study.ts';
import type { AnalysisLowering, ScannedSection } from './lowering.ts';

const DEFAULT_CONFIDENCE = 0.9;
const DEFAULT_CONVENTION = 'delta-chi2';

/** A limit names its parameter, and perhaps another one against which it is wanted. */
export const lowering: AnalysisLowering = {
  parameters(section, checks) {
    const parameter = section.parameter as string;
    const against = section.against as ScannedSection | undefined;
    let border = 0;
    if (checks.parameter(['parameter'], parameter)) {
      checks.free('parameter', [parameter]);
      if (section.border !== undefined) {
        border = checks.quantity(['border'], parameter, section.border as number | string) ?? 0;
        checks.value(['border'], parameter, border);
      }
    }
    if (against !== undefined) checks.different('against', against.parameter, 'parameter', parameter);
    const { method, expected } = chosen(section);
    if (expected === 'toys' && method !== 'toys') {
      checks.problem(['convention', 'expected'], 'E606', {
        message: 'Expected limits by toys beside an asymptotic limit.',
        expected: '`method: toys` beside it, or no `expected`',
      });
    }
    return {
      parameter,
      border,
      confidence: section.confidence ?? DEFAULT_CONFIDENCE,
      convention: chosen(section),
      ...(against === undefined ? {} : { against: checks.scan('against', against) }),
    };
  },
  leavings(section) {
    const against = section.against as ScannedSection | undefined;
    if (against === undefined) return undefined;
    return { kind: 'limits', parameters: [against.parameter, section.parameter as string] };
  },
  parts({ parameter, border, confidence, convention, fixed, against }) {
    const pieces = against === undefined ? limitPieces(convention as ChosenConvention) : [];
    if (pieces.length === 0) return undefined;
    const parts = pieces.map(({ name, takes }) => ({
      name,
      module: '@cevns/studies/analyses/limit-piece',
      parameters: { parameter, border, confidence, convention, fixed, piece: name },
      ...(takes === undefined ? {} : { takes }),
    }));
    return { parts, takes: pieces.map(({ name }) => name) };
  },
  modules: (section) => ({ convention: limitConventions[chosen(section).name as keyof typeof limitConventions] }),
};

/** Name and settings of the convention; of a curve, CLs gives no expected limits. */
function chosen({ convention = DEFAULT_CONVENTION, against }: AnalysisSection): ChosenConvention {
  const named = typeof convention === 'string' ? { name: convention } : (convention as ChosenConvention);
  return against !== undefined && named.name === 'cls' && named.method === 'toys'
    ? { ...named, expected: 'none' }
    : named;
}
