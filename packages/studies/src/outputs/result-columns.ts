import type { Summary } from '../generated/summary.ts';

/** A column of a table; a missing value is null. */
export type Column = readonly [name: string, values: readonly Cell[]];

export type Cell = number | string | boolean | null;

type Results = Summary['analysis'][string];
type Result<K extends Results['kind']> = Extract<Results, { readonly kind: K }>;

/** Standard deviations of expected numbers, as their columns are called. */
export const BANDS = ['minus_2_sigma', 'minus_1_sigma', 'median', 'plus_1_sigma', 'plus_2_sigma'] as const;

const RESULT_COLUMNS = {
  impacts: ({ impacts }: Result<'impacts'>): Column[] => [
    ['parameter', impacts.map(({ parameter }) => parameter)],
    ['value', impacts.map(({ value }) => value)],
    ['error', impacts.map(({ error }) => error)],
    ['pull', impacts.map(({ pull }) => pull)],
    ['constrained', impacts.map(({ constrained }) => constrained)],
    ['prefit_up', impacts.map(({ prefit }) => prefit?.up ?? null)],
    ['prefit_down', impacts.map(({ prefit }) => prefit?.down ?? null)],
    ['postfit_up', impacts.map(({ postfit }) => postfit?.up ?? null)],
    ['postfit_down', impacts.map(({ postfit }) => postfit?.down ?? null)],
  ],
  posterior: ({ parameters, 'quantiles-at': at }: Result<'posterior'>): Column[] => [
    ['parameter', parameters.map(({ parameter }) => parameter)],
    ['mean', parameters.map(({ mean }) => mean)],
    ['deviation', parameters.map(({ deviation }) => deviation)],
    ...at.map((share, i): Column => [`quantile_${share}`, parameters.map(({ quantiles }) => quantiles[i] ?? null)]),
    ['r_hat', parameters.map((own) => own['r-hat'])],
    ['effective_size', parameters.map((own) => own['effective-size'])],
  ],
  toys: ({ intervals, toys }: Result<'toys'>): Column[] => [
    ['confidence', intervals.map(({ confidence }) => confidence)],
    ['coverage', intervals.map(({ coverage }) => coverage)],
    ['coverage_error', intervals.map((own) => own['coverage-error'])],
    ['critical_value', intervals.map((own) => own['critical-value'])],
    ['critical_value_error', intervals.map((own) => own['critical-value-error'])],
    ['asymptotic', intervals.map(({ asymptotic }) => asymptotic)],
    ['toys', intervals.map(() => toys.number)],
    ['failed_toys', intervals.map(() => toys.failed)],
  ],
  'goodness-of-fit': (own: Result<'goodness-of-fit'>): Column[] => [
    ['statistic', [own.statistic]],
    ['bins', [own.bins]],
    ['median', [own.median]],
    ['p_value', [own['p-value']]],
    ['p_value_error', [own['p-value-error']]],
    ['toys', [own.toys.number]],
    ['failed_toys', [own.toys.failed]],
  ],
  significance: (own: Result<'significance'>): Column[] => [
    ...Object.entries(own.against).map(([parameter, value]): Column => [parameter, [value]]),
    ['z', [own.z]],
    ['statistic', [own.statistic]],
    ['degrees_of_freedom', [own['degrees-of-freedom']]],
    ['p_value', [own['p-value']]],
    ...(own['by-toys'] === undefined
      ? []
      : ([
          ['toy_p_value', [own['by-toys']['p-value']]],
          ['toy_p_value_error', [own['by-toys']['p-value-error']]],
          ['toys', [own['by-toys'].number]],
        ] as const)),
  ],
  sensitivity: ({ points }: Result<'sensitivity'>): Column[] => [
    ['exposure', points.map(({ exposure }) => exposure)],
    ...(points.some(({ background }) => background !== undefined)
      ? [['background', points.map(({ background }) => background ?? null)] as const]
      : []),
    ...BANDS.map((band, i): Column => [`significance_${band}`, points.map((own) => own.significance[i] ?? null)]),
    ...BANDS.map((band, i): Column => [`limit_${band}`, points.map((own) => own.limits[i] ?? null)]),
  ],
  limit: ({ parameter, confidence, convention, upper, lower, expected }: Result<'limit'>): Column[] => [
    ['parameter', [parameter]],
    ['confidence', [confidence]],
    ['convention', [convention.name]],
    ...(lower === undefined ? [] : [['lower', [lower]] as const]),
    ['upper', [upper ?? null]],
    ...(expected === undefined ? [] : BANDS.map((band, i): Column => [`expected_${band}`, [expected[i] ?? null]])),
  ],
  'feldman-cousins': ({ x, y, confidence, points }: Result<'feldman-cousins'>): Column[] => {
    const rows = y?.values.length ?? 1;
    const each = (name: string, key: 'critical' | 'critical-error' | 'accepted'): Column[] =>
      confidence.map((level, i) => [`${name}_${level}`, points.map((own) => own[key]?.[i] ?? null)]);
    return [
      [x.parameter, points.map((_, point) => x.values[Math.floor(point / rows)]!)],
      ...(y === undefined ? [] : [[y.parameter, points.map((_, point) => y.values[point % rows]!)] as const]),
      ['delta_statistic', points.map(({ rise }) => rise)],
      ['toys', points.map(({ toys }) => toys)],
      ['p_value', points.map((own) => own['p-value'] ?? null)],
      ['p_value_error', points.map((own) => own['p-value-error'] ?? null)],
      ...each('critical_value', 'critical'),
      ...each('critical_value_error', 'critical-error'),
      ...each('accepted', 'accepted'),
    ];
  },
} as const satisfies { readonly [K in Results['kind']]?: (result: Result<K>) => Column[] };

/** Whether the result of a kind of analysis makes a table. */
export function hasResultTable(kind: string): boolean {
  return Object.hasOwn(RESULT_COLUMNS, kind);
}

/** The columns of the result of an analysis whose kind makes a table. */
export function resultColumns(result: Results): Column[] {
  return RESULT_COLUMNS[result.kind as keyof typeof RESULT_COLUMNS](result as never);
}
