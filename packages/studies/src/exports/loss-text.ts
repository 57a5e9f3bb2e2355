import { compileModel } from '@cevns/fitting/compile';
import type { Interpolations } from '@cevns/fitting/interpolation/interpolation';
import type { ModelDescription } from '@cevns/fitting/model';
import { predict } from '@cevns/fitting/prediction';
import { histogramExpectation, type InterpolationRule } from './histogram-expectation.ts';
import type { HistogramModel } from './histogram-model.ts';

/** Standard deviations at which the histograms are compared with the model. */
const PULLS = [-2, -1, -0.5, 0, 0.5, 1, 2] as const;

/**
 * What a model of histograms does not say of the likelihood model, as a text for those who read the file without the study: parameters
 * that are held, limits and interpolations that differ, and by how much expectations differ where one constrained parameter is pulled.
 *
 * @param format what the file is, such as `pyhf workspace`
 * @param rule how programs that read the file interpolate
 */
export function lossText(
  format: string,
  rule: InterpolationRule,
  histograms: HistogramModel,
  model: ModelDescription,
  interpolations: Interpolations,
): string {
  const { parameters, frozen, losses } = histograms;
  const constrained = parameters.filter(({ isConstrained }) => isConstrained);
  const types = new Set(
    histograms.channels.flatMap(({ samples }) => samples.flatMap(({ modifiers }) => modifiers.map(({ type }) => type))),
  );
  const lines = [
    `What this ${format} does not say of the likelihood model that it was written from.`,
    '',
    ...frozen.map(({ name, value, reason }) => `- ${name} is held at ${value}: ${reason}.`),
    ...losses.map((loss) => `- ${loss}`),
    ...(constrained.length === 0
      ? []
      : [
          `- Constrained parameters count standard deviations: ${constrained
            .map(({ name, valueAt }) => `${name} is ${valueAt(0)} at 0 and ${valueAt(1)} at +1`)
            .join('; ')}.`,
        ]),
    ...(types.has('normsys')
      ? [
          rule === 'pyhf'
            ? '- Scales with a constraint are normsys, of code 4: right at -1, 0 and +1 standard deviations, a polynomial between them and exponential outside.'
            : '- Scales with a constraint are normsys with their `interpolation`; a program that ignores this key is right at -1, 0 and +1 standard deviations only.',
        ]
      : []),
    ...(types.has('histosys')
      ? [
          rule === 'pyhf'
            ? '- Deformed templates are histosys, of code 4p: right at -1, 0 and +1 standard deviations of one parameter; those of several parameters add up.'
            : '- Deformed templates are histosys with their `interpolation`, histograms of all events at +1 and -1; those of several parameters add up.',
        ]
      : []),
    '- Bounds of free parameters that have none in the model, and pulls beyond 5 standard deviations, are cut off.',
    '- Units, titles and the conventions of the study are in study.resolved.yaml and summary.json.',
  ];
  return `${[...lines, ...differences(rule, histograms, model, interpolations)].join('\n')}\n`;
}

/** A table of the largest relative difference of any bin with a parameter pulled alone, all others in the middle. */
function differences(
  rule: InterpolationRule,
  { parameters, binModifiers, frozen, channels }: HistogramModel,
  model: ModelDescription,
  interpolations: Interpolations,
): string[] {
  const compiled = compileModel(model, interpolations);
  const isWithin = (name: string, value: number): boolean => {
    const p = compiled.indexOf.get(name)!;
    return value >= compiled.lower[p]! && value <= compiled.upper[p]!;
  };
  const middle = Object.fromEntries(
    parameters.map(({ name, isConstrained, initial }) => [name, isConstrained ? 0 : initial]),
  );
  const rows = parameters
    .filter(({ isConstrained }) => isConstrained)
    .map(({ name, valueAt }) => {
      const cells = PULLS.map((pull) => {
        if (!isWithin(name, valueAt(pull))) return '-';
        const own = { ...middle, [name]: pull };
        const values = Object.fromEntries([
          ...frozen.map((each) => [each.name, each.value] as const),
          ...parameters.map((each) => [each.name, each.valueAt(own[each.name]!)] as const),
          ...binModifiers.flatMap((each) =>
            each.parameters.flatMap((one) => (one === null ? [] : [[one.name, 1] as const])),
          ),
        ]);
        const theta = Float64Array.from(compiled.names, (each) => values[each]!);
        const right = predict(compiled, theta).map(({ expectation }) => expectation);
        return largestDifference(
          right,
          channels.map((channel) => histogramExpectation(channel, own, rule)),
        ).toExponential(1);
      });
      return `  ${name}: ${cells.join('  ')}`;
    });
  if (rows.length === 0) return [];
  const heading = `Largest relative difference of the expectation in any bin, one parameter pulled by ${PULLS.join(', ')} standard deviations:`;
  return ['', heading, ...rows];
}

function largestDifference(right: readonly Float64Array[], own: readonly (readonly number[])[]): number {
  let largest = 0;
  right.forEach((bins, c) => {
    bins.forEach((value, bin) => {
      if (value !== 0) largest = Math.max(largest, Math.abs(own[c]![bin]! / value - 1));
    });
  });
  return largest;
}
