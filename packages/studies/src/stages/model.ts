import { compileModel } from '@cevns/fitting/compile';
import type {
  ChannelDescription,
  ComponentDescription,
  FactorDescription,
  ModelDescription,
  MorphFactor,
  ParameterDescription,
  Polynomial,
  TabulatedMorphFactor,
  TermDescription,
} from '@cevns/fitting/model';
import { predict } from '@cevns/fitting/prediction';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { interpolationsOf } from '../interpolations.ts';
import { modelToJson } from '../model-artifact.ts';
import { type ControlMeasurement, controlOf, expectedOf } from './control-measurement.ts';
import type { Signal, SignalTerm } from './prediction.ts';
import { type RegionParameters, regionEdges } from './region.ts';
import { spreadOver } from './spread-over.ts';
import type { TimeFractions } from './timing.ts';

export interface ModelParameters extends RegionParameters {
  readonly channel: string;
  /** Observables in the order of the axes. */
  readonly axes: readonly string[];
  readonly parameters: readonly ParameterDescription[];
  /** Name of the interpolation between variations. */
  readonly interpolation: string;
  /** Parameter of each variation of the response; variations without one are left out. */
  readonly variations: readonly string[];
  /** Parameter that moves the onset, where one does. */
  readonly onset?: string;
  /** Components by name with the parameters that scale them; `events` where it is a background. */
  readonly components: readonly {
    readonly name: string;
    readonly scaledBy: readonly string[];
    /** Where it is not predicted from recoils. */
    readonly events?: number;
    /** Where it is measured without signal as well. */
    readonly measured?: ControlMeasurement;
    /** Where it has a template over the bins: the parameters that vary it. */
    readonly template?: { readonly variations: readonly string[] };
  }[];
}

/** Inputs of a model stage that are signals: this and the component. */
export const SIGNAL_INPUT = 'signal:';

/**
 * The likelihood model: signal and background templates with the parameters that scale and deform them, and the observation;
 * without data the observation is the expectation at the initial values of all parameters (Asimov).
 *
 * Measured values with a covariance have the statistic of normal errors, counts that of Poisson.
 *
 * Inputs `signal:<component>` for every component that is no background, `fractions` (where times are predicted), `shares` (where backgrounds have
 * shapes in each observable), `templates` (where components have templates), `counts` (where there are data).
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as ModelParameters;
  const signals = signalsOf(inputs);
  const fractions = inputs.fractions?.json() as unknown as Readonly<Record<string, TimeFractions>> | undefined;
  const shares = inputs.shares?.arrays() ?? {};
  const axes = settings.axes.map((name) => ({ name, edges: regionEdges(settings, name) }));
  const bins = axes.reduce((product, { edges }) => product * (edges.length - 1), 1);
  const templates = inputs.templates?.arrays() ?? {};
  const controls: ParameterDescription[] = [];
  const components = settings.components.map(({ name, scaledBy, events, measured, template }): ComponentDescription => {
    const morph = template === undefined ? undefined : templateOf(name, template.variations, settings, templates);
    if (events === undefined) {
      return { name, terms: signalTerms(signals[name]!, scaledBy, settings, fractions, morph) };
    }
    const factors = morph === undefined ? backgroundFactors(name, settings, shares) : [morph];
    if (measured === undefined) return { name, terms: [{ weight: scale(scaledBy, events), factors }] };
    const control = controlOf(measured, expectedOf(events, factors, bins));
    controls.push(...control.parameters);
    return {
      name,
      terms: [{ weight: scale([...scaledBy, ...control.scaledBy], events), factors, ...control.binScales }],
    };
  });
  const data = inputs.counts?.arrays();
  const counts = data?.counts?.data as Float64Array | undefined;
  const covariance = data?.covariance?.data as Float64Array | undefined;
  const channel = (observed: Float64Array): ChannelDescription => ({
    name: settings.channel,
    axes,
    observed,
    ...(covariance === undefined ? {} : { likelihood: { kind: 'normal', covariance } }),
    components,
  });
  const model = (observed: Float64Array): ModelDescription => ({
    parameters: [...settings.parameters, ...controls],
    channels: [channel(observed)],
  });
  const observed = counts ?? asimov(model(new Float64Array(bins)), modules);
  return { model: { json: modelToJson(model(observed)) } };
}

/** Signals by the component that they are. */
function signalsOf(inputs: StageContext['inputs']): Readonly<Record<string, Signal>> {
  const named = Object.entries(inputs).filter(([input]) => input.startsWith(SIGNAL_INPUT));
  return Object.fromEntries(
    named.map(([input, artifact]) => [input.slice(SIGNAL_INPUT.length), artifact.json() as unknown as Signal]),
  );
}

function asimov(model: ModelDescription, modules: StageContext['modules']): Float64Array {
  const compiled = compileModel(model, interpolationsOf(modules));
  return predict(compiled, compiled.initial)[0]!.expectation;
}

function signalTerms(
  { terms, shape }: Signal,
  scaledBy: readonly string[],
  settings: ModelParameters,
  fractions: Readonly<Record<string, TimeFractions>> | undefined,
  template: MorphFactor | undefined,
): TermDescription[] {
  const timeFactors = new Map<string, FactorDescription>();
  const timeFactor = (timing: string): FactorDescription => {
    const factor = timeFactors.get(timing) ?? onsetFactor(fractions![timing]!, settings);
    timeFactors.set(timing, factor);
    return factor;
  };
  return terms.map((term) => {
    const energy = energyFactor(term, settings, shape);
    const predicted = template === undefined ? energy : spreadOver(energy, template);
    return {
      weight: scale(scaledBy, 1, term.powers),
      factors: fractions === undefined ? [predicted] : [predicted, timeFactor(term.timing)],
    };
  });
}

/** The template of a component over its axes: all of them, or all but time where that is predicted. */
function templateOf(
  name: string,
  variations: readonly string[],
  { axes, interpolation }: ModelParameters,
  templates: Readonly<Record<string, NumericArray>>,
): MorphFactor {
  const data = (key: string) => templates[key]!.data as Float64Array;
  const ownAxes = templates[name]!.shape.length === axes.length ? axes : axes.filter((axis) => axis !== 'time');
  return {
    kind: 'morph',
    axes: ownAxes.map((axis) => axes.indexOf(axis)),
    nominal: data(name),
    interpolation,
    variations: variations.map((parameter) => ({
      parameter,
      up: data(`${name}/${parameter}/up`),
      down: data(`${name}/${parameter}/down`),
    })),
  };
}

function energyFactor(
  { knots, nominal, variations }: SignalTerm,
  settings: ModelParameters,
  shape: Signal['shape'],
): MorphFactor | TabulatedMorphFactor {
  const templates = {
    axes: [0],
    nominal: Float64Array.from(nominal),
    interpolation: settings.interpolation,
    variations: settings.variations.map((parameter) => ({
      parameter,
      up: Float64Array.from(variations[parameter]!.up),
      down: Float64Array.from(variations[parameter]!.down),
    })),
  };
  if (shape === undefined || knots === 1) return { kind: 'morph', ...templates };
  const { parameter, scale, from, to } = shape;
  return { kind: 'tabulated-morph', ...templates, parameter, scale, from, to, knots };
}

function onsetFactor({ nominal, table }: TimeFractions, { onset, interpolation }: ModelParameters): FactorDescription {
  if (onset === undefined || table === undefined) {
    return { kind: 'morph', axes: [1], nominal: Float64Array.from(nominal), interpolation, variations: [] };
  }
  const { from, step, value, first, second } = table;
  return {
    kind: 'table',
    axes: [1],
    parameter: onset,
    from,
    step,
    value: Float64Array.from(value),
    first: Float64Array.from(first),
    second: Float64Array.from(second),
  };
}

function backgroundFactors(
  name: string,
  { axes, interpolation }: ModelParameters,
  shares: Readonly<Record<string, NumericArray>>,
): FactorDescription[] {
  return axes.map((axis, index) => ({
    kind: 'morph',
    axes: [index],
    nominal: shares[`${name}/${axis}`]!.data as Float64Array,
    interpolation,
    variations: [],
  }));
}

/** coefficient * product of the scaling parameters * product of the powers; a parameter may be in both. */
function scale(
  scaledBy: readonly string[],
  coefficient: number,
  powers: Readonly<Record<string, number>> = {},
): Polynomial {
  const all: Record<string, number> = { ...powers };
  for (const parameter of scaledBy) all[parameter] = (all[parameter] ?? 0) + 1;
  return [{ coefficient, powers: all }];
}
