import { sourceEndPointMeV } from '@cevns/sources/models/end-points';
import { neutrinosPerFission, type Reactor } from '@cevns/sources/models/reactor';
import { experimentsOfAnalysis } from './chosen-experiments.ts';
import { darkMatterConvention } from './dark-matter.ts';
import {
  type DetectorSection,
  hasMeasuredValues,
  type InternalStudy,
  modelOf,
  type Part,
  parametersOf,
  termOf,
} from './internal-study.ts';
import { kinematicsText } from './kinematics.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { DARK_MATTER, observableUnit, observesRecoils, recoilObservableOf, SIGNAL, templateAxes } from './names.ts';
import { baselineOf } from './neutrinos.ts';
import { targetConvention } from './target.ts';
import type { WholeStudy } from './whole-study.ts';

/** The named choices that the numbers of a study rest on, as results state them; by experiment where there are several. */
export function conventionsOf(whole: WholeStudy): object {
  const { study, experiments } = whole;
  if (experiments.length === 1) return experimentConventions(experiments[0]!.lowered);
  const chosen = Object.entries(study.analysis).flatMap(([name, section]) => {
    const names = experimentsOfAnalysis(section, whole);
    return names === undefined ? [] : [[name, names] as const];
  });
  return {
    ...(chosen.length === 0 ? {} : { 'experiments-of-analyses': Object.fromEntries(chosen) }),
    experiments: Object.fromEntries(
      experiments.map(({ name, lowered }) => [
        name,
        { ...baselineConvention(lowered), ...experimentConventions(lowered) },
      ]),
    ),
  };
}

function baselineConvention({ study }: LoweredStudy): object {
  const baselineM = baselineOf(study);
  return baselineM === undefined ? {} : { baseline: `${baselineM} m` };
}

function experimentConventions({ study, interaction, parameters, labelOf }: LoweredStudy): object {
  const { inputs, detector } = study;
  const { couplings, terms, 'form-factor': formFactor } = inputs.interaction;
  const { couplings: set, oscillation, darkMatter } = interaction;
  const named = (part: Part) => {
    const { table, ...rest } = parametersOf(part);
    const own = table === undefined ? rest : { ...rest, table: typeof table === 'string' ? labelOf(table) : table };
    return Object.keys(own).length === 0 ? modelOf(part) : { model: modelOf(part), ...own };
  };
  return {
    source: {
      ...sourceConvention(inputs.source),
      ...(parameters.spectrum === undefined ? {} : { covariance: parameters.spectrum }),
    },
    data: inputs.data === 'asimov' ? 'asimov' : (inputs.data.title ?? 'observed events'),
    terms: terms.map((part) => {
      const { name, settings } = termOf(part);
      return Object.keys(settings).length === 0 ? name : { term: name, ...settings };
    }),
    couplings: typeof couplings === 'string' ? { name: couplings, ...set.parameters } : couplings,
    'form-factor':
      typeof formFactor === 'object' && 'proton' in formFactor
        ? { proton: named(formFactor.proton as Part), neutron: named(formFactor.neutron as Part) }
        : named(formFactor as Part),
    ...(oscillation === undefined ? {} : { oscillation: inputs.oscillation }),
    ...(darkMatter === undefined ? {} : { [DARK_MATTER]: darkMatterConvention(darkMatter) }),
    ...(detector.signal === undefined ? {} : { signal: signalConvention(detector) }),
    ...(observesRecoils(detector) ? { energy: 'that of the recoil, in keVnr; nothing is quenched' } : {}),
    interpolation: parameters.interpolation,
    statistic: hasMeasuredValues(study)
      ? 'r^T V^-1 r + sum of squared pulls, r = n - mu (measured values with the covariance V)'
      : '2 sum [mu - n + n ln(n / mu)] + sum of squared pulls (Baker and Cousins)',
    target: targetConvention(detector.target),
    'target-atoms': 'counted with atomic masses',
    kinematics: kinematicsText(inputs.interaction),
  };
}

/** Which part of the signal is predicted, and which a template says. */
function signalConvention(detector: DetectorSection): string {
  const events = detector.signal!.events;
  const { name, 'fine-bin-width': width } = recoilObservableOf(detector);
  const observables = templateAxes(SIGNAL, detector);
  if (events !== undefined) {
    return `a template of ${events} events in ${observables.join(', ')}; couplings and form factor enter the cross section only`;
  }
  const others = observables.filter((observable) => observable !== name).join(', ');
  const where = width === undefined ? 'fine' : `${width} ${observableUnit(name, detector)}`;
  const efficiency = `efficiency at the reconstructed ${name}, at centres of ${where} bins`;
  return `predicted from recoils, ${efficiency}; ${others} given ${name} from a template`;
}

/** What a source has beside names that its neutrinos rest on. */
const STATED: readonly string[] = ['energy-per-fission', 'fission-fractions', 'high-energy'];

/** The model of a source with the choices in it that are names, what a fission is taken to release, and where continued spectra end. */
function sourceConvention(source: InternalStudy['inputs']['source']): object {
  const { pulse: _, ...own } = parametersOf(source);
  const stated = Object.entries(own).filter(([key, value]) => typeof value === 'string' || STATED.includes(key));
  const perFission = perFissionOf(source.model, own);
  return {
    model: modelOf(source),
    ...Object.fromEntries(stated),
    ...(perFission === undefined ? {} : { 'neutrinos-per-fission': perFission }),
  };
}

/** Antineutrinos of a mean fission by what they depend on: configurations of a campaign mostly share them. */
const perFission = new Map<string, number>();

/** Antineutrinos of a mean fission of a reactor, to four digits; undefined of other sources, and of spectra in a table. */
function perFissionOf(model: string, reactor: object): number | undefined {
  if (sourceEndPointMeV(model, reactor) === undefined || model !== 'reactor') return undefined;
  const {
    exposure: _e,
    cores: _c,
    'thermal-power': _t,
    'duty-cycle': _d,
    uncertainties: _u,
    ...emission
  } = reactor as Reactor;
  const key = JSON.stringify(emission);
  const known = perFission.get(key) ?? Number(neutrinosPerFission(reactor as Reactor).toPrecision(4));
  perFission.set(key, known);
  return known;
}
