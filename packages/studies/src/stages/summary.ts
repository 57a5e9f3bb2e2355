import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { FitStatus } from '../generated/summary.ts';
import { jsonMembers } from '../json-members.ts';
import { readableJson } from '../readable-json.ts';
import type { Accuracy, Signal } from './prediction.ts';

export interface SummaryParameters {
  readonly study: string;
  readonly title?: string;
  readonly references?: readonly string[];
  readonly conventions: object;
  /** What entries of the catalogue had to assume. */
  readonly assumed?: readonly string[];
  /** Names of the analyses, in the order of the study. */
  readonly analyses: readonly string[];
  /** Inputs that are signals; those that are warnings. */
  readonly signals: readonly string[];
  readonly warnings: readonly string[];
  /** Analyses that are not among them, since a stage of theirs failed. */
  readonly failed?: Readonly<Record<string, { readonly stage: string; readonly error: string }>>;
}

/** An analysis and the text of its result, which may have millions of numbers. */
type Result = readonly [name: string, json: Uint8Array];

/** Estimated errors above which a reader is warned. */
const WORTH_A_WARNING = { quadrature: 1e-3, tabulation: 1e-3 };
/** Part of the expected events from an extrapolated flux above which a reader is warned. */
const MUCH_EXTRAPOLATED = 0.01;

/** The verdicts that a result may carry. */
interface Judged {
  readonly status?: FitStatus;
  readonly 'null-status'?: FitStatus;
}

/**
 * `summary.json`: every number of every analysis, with the conventions they rest on and what to know before trusting them.
 *
 * Inputs: the result of each analysis by its name, the signals and the lists of warnings.
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  const {
    study,
    title,
    references,
    conventions,
    assumed = [],
    analyses,
    signals,
    warnings,
    failed = {},
  } = parameters as unknown as SummaryParameters;
  const predicted = signals.map((name) => inputs[name]!.json() as unknown as Signal);
  const accuracy = accuracyOf(predicted.map((signal) => signal.accuracy));
  const extrapolations = predicted.flatMap(({ extrapolated }) => extrapolated ?? []);
  const extrapolated = Math.max(0, ...extrapolations);
  const results = analyses.map((name): Result => [name, inputs[name]!.bytes()]);
  const head = {
    schema: 'cevns/1.0',
    study,
    ...(title === undefined ? {} : { title }),
    ...(references === undefined ? {} : { references }),
    conventions,
    accuracy,
    ...(extrapolations.length === 0 ? {} : { flux: { 'extrapolated-fraction': extrapolated } }),
    warnings: [
      ...Object.entries(failed).map(([name, { error }]) => `${name}: failed, and has no numbers: ${error}`),
      ...assumed,
      ...warnings.flatMap((name) => inputs[name]!.json() as unknown as readonly string[]),
      ...inaccuracies(accuracy),
      ...(extrapolated > MUCH_EXTRAPOLATED ? [extrapolationWarning(extrapolated)] : []),
      ...results.flatMap(([name, json]) => {
        const { status, 'null-status': nullStatus } = jsonMembers(json, ['status', 'null-status']) as Judged;
        return [
          ...warningsOf(name, 'the fit', status),
          ...warningsOf(name, 'the fit of the tested hypothesis', nullStatus),
        ];
      }),
    ],
  };
  return { summary: { text: readableJson(summaryJson(head, results, failed)) } };
}

/** Pieces of the text of one object: the members of `head`, the results, and what failed. */
function summaryJson(head: object, results: readonly Result[], failed: object): Uint8Array[] {
  const pieces: (string | Uint8Array)[] = [JSON.stringify(head).slice(0, -1), ',"analysis":{'];
  for (const [i, [name, json]] of results.entries()) pieces.push(`${i === 0 ? '' : ','}${JSON.stringify(name)}:`, json);
  pieces.push(Object.keys(failed).length === 0 ? '}}' : `},"failed":${JSON.stringify(failed)}}`);
  return pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
}

/** The largest estimated error of each kind. */
function accuracyOf(all: readonly Accuracy[]): Accuracy {
  const tabulations = all.flatMap(({ tabulation }) => (tabulation === undefined ? [] : [tabulation]));
  return {
    quadrature: Math.max(0, ...all.map(({ quadrature }) => quadrature)),
    ...(tabulations.length === 0 ? {} : { tabulation: Math.max(...tabulations) }),
  };
}

function inaccuracies({ quadrature, tabulation = 0 }: Accuracy): string[] {
  const percent = (error: number): string => `${(100 * error).toPrecision(2)} % of the largest bin`;
  return [
    ...(quadrature > WORTH_A_WARNING.quadrature
      ? [`the integral over recoil energies may be off by ${percent(quadrature)}`]
      : []),
    ...(tabulation > WORTH_A_WARNING.tabulation
      ? [`the interpolation between tabulated templates may be off by ${percent(tabulation)}`]
      : []),
  ];
}

function extrapolationWarning(part: number): string {
  return `${(100 * part).toPrecision(2)} % of the expected events are from neutrinos of energies at which no spectrum was determined (an extrapolated flux)`;
}

function warningsOf(name: string, fit: string, status: FitStatus | undefined): string[] {
  if (status === undefined) return [];
  return [
    ...status['at-limit'].map((parameter) => `${name}: ${fit} ends with ${parameter} at its limit`),
    ...(status['positive-definite']
      ? []
      : [`${name}: the Hessian of ${fit} is not positive definite; Hesse errors are missing`]),
    ...(status['negative-bins'] === undefined
      ? []
      : [
          `${name}: ${fit} expects less than nothing in ${status['negative-bins']} empty bins; the model is beyond its validity`,
        ]),
  ];
}
