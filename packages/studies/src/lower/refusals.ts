import { ELECTRON_MASS_MEV } from '@cevns/physics/constants';
import type { FormFactorModel } from '@cevns/physics/form-factors/form-factor';
import { formFactorModels } from '@cevns/physics/form-factors/models';
import { HIGHEST_RECOIL_KEV } from '@cevns/physics/interactions/electron-scattering';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { sourceEndPointMeV } from '@cevns/sources/models/end-points';
import { formFactorsOf, type LoweredInteraction } from './interaction.ts';
import { type InternalStudy, modelOf, type Part, parametersOf } from './internal-study.ts';
import type { LoweredParameters } from './lowered-parameters.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { ELECTRON_SCATTERING, recoilObservableOf } from './names.ts';
import type { LoweredRegion } from './region.ts';
import type { StudyProblems } from './study-problems.ts';
import { darkMatterWeights, electronWeights, lowerWeights } from './weights.ts';

type Path = readonly string[];

const KEV_PER_MEV = 1000;

/** What stages would refuse, or leave out in silence, told before any of them runs. */
export function checkRefusals(
  study: InternalStudy,
  { interaction, nuclei, region, parameters }: Pick<LoweredStudy, 'interaction' | 'nuclei' | 'region' | 'parameters'>,
  problems: StudyProblems,
): void {
  const { inputs } = study;
  const { freeCouplings, shape } = parameters;
  const elements = nuclei.map(({ symbol, A }) => `${symbol}${A}`);
  once(['form-factor', inputs.interaction['form-factor'], shape ?? null, elements], problems, () =>
    checkFormFactors(study, nuclei, parameters, problems),
  );
  const about = [inputs.interaction, inputs.oscillation ?? null, inputs['dark-matter'] ?? null];
  once(['terms', about, [...freeCouplings]], problems, () => checkTerms(interaction, parameters, problems));
  checkElectronRecoils(study, interaction, region, problems);
  checkFreeScales(study, parameters, problems);
}

/** What was found to be right: a campaign asks the same of a thousand configurations. */
const right = new Set<string>();
const MOST_REMEMBERED = 10_000;

/** Runs a check unless the same question was answered without a problem before. */
function once(question: unknown, problems: StudyProblems, check: () => void): void {
  const key = JSON.stringify(question);
  if (right.has(key)) return;
  const before = problems.count;
  check();
  if (problems.count > before) return;
  if (right.size >= MOST_REMEMBERED) right.clear();
  right.add(key);
}

/** That the fractions of a reactor's fissions add up; whatever else is asked of such a source would refuse it without a place. */
export function checkFissionFractions({ inputs: { source } }: InternalStudy, problems: StudyProblems): void {
  const fractions = source['fission-fractions'] as Readonly<Record<string, number>> | undefined;
  if (source.model !== 'reactor' || fractions === undefined) return;
  const sum = Object.values(fractions).reduce((total, fraction) => total + fraction, 0);
  if (Math.abs(sum - 1) <= 0.01) return;
  // The map may stand in an entry while its numbers stand in the study.
  problems.at(['inputs', 'source', 'fission-fractions', ...Object.keys(fractions).slice(0, 1)], 'E605', {
    message: 'the fission fractions do not add up to 1',
    expected: 'a sum of 1 within 1 %',
    found: String(Number(sum.toPrecision(6))),
  });
}

/** That every nucleus of the target has the form factors of the study. Of those in a table nothing is known before it is read. */
function checkFormFactors(
  { inputs: { interaction } }: InternalStudy,
  nuclei: LoweredStudy['nuclei'],
  { shape }: Pick<LoweredParameters, 'shape'>,
  problems: StudyProblems,
): void {
  const { proton, neutron, same } = formFactorsOf(interaction['form-factor']);
  const at: Path = ['inputs', 'interaction', 'form-factor'];
  const parts: readonly (readonly [Path, Part, 'proton' | 'neutron'])[] = same
    ? [[at, proton, 'proton']]
    : [
        [[...at, 'proton'], proton, 'proton'],
        [[...at, 'neutron'], neutron, 'neutron'],
      ];
  for (const [path, part, nucleon] of parts) {
    const settings = parametersOf(part);
    if ('table' in settings) continue;
    const isFree = shape?.owner === 'form-factor' && shape.of.includes(nucleon);
    const own = isFree ? { ...settings, [shape.setting]: shape.from } : settings;
    const model = formFactorModels[modelOf(part) as keyof typeof formFactorModels] as
      | FormFactorModel<object>
      | undefined;
    if (model === undefined) continue;
    const before = problems.count;
    for (const nucleus of nuclei) {
      if (problems.count === before) problems.attempt(path, 'E606', () => model.prepare(nucleus, nucleon, own));
    }
  }
}

/** That something is expected of the source, and that no term has a coupling to electrons alone where nothing scatters on them. */
function checkTerms(
  interaction: LoweredInteraction,
  { freeCouplings }: Pick<LoweredParameters, 'freeCouplings'>,
  problems: StudyProblems,
): void {
  const path: Path = ['inputs', 'interaction', 'terms'];
  const electrons = interaction.terms.some(({ name }) => name === ELECTRON_SCATTERING);
  const weights = (free: ReadonlyMap<string, string>, onElectrons: boolean) =>
    onElectrons
      ? lowerWeights(interaction, free, (flavour) => electronWeights(interaction, flavour))
      : lowerWeights(interaction, free);
  const all = [
    ...weights(freeCouplings, false),
    ...(electrons ? weights(freeCouplings, true) : []),
    ...darkMatterWeights(interaction, freeCouplings),
  ];
  if (all.every(({ templates }) => Object.values(templates).every((weight) => weight.length === 0))) {
    const names = interaction.terms.map(({ name }) => `\`${name}\``).join(', ');
    problems.at(path, 'E606', {
      message: `no events are expected of ${names}`,
      expected: electrons
        ? `a term with couplings beside \`${ELECTRON_SCATTERING}\`, such as \`standard-model\`: it says what else scatters, not how`
        : 'a term with couplings that are not 0, such as `standard-model`',
    });
    return;
  }
  if (electrons) return;
  interaction.terms.forEach(({ name, settings }, i) => {
    for (const [key, parameter] of Object.entries(interaction.parameters[name] ?? {})) {
      const own = `${name}.${key}`;
      if (parameter.kind !== 'coupling' || !(key in settings) || freeCouplings.has(own)) continue;
      if (parameter.definition.value === parameter.withoutEffect) continue;
      const free = new Map([...freeCouplings, [own, own]]);
      const acts = (onElectrons: boolean) =>
        weights(free, onElectrons).some(({ templates }) =>
          Object.values(templates).some((weight) => weight.some(({ powers }) => own in powers)),
        );
      if (acts(false) || !acts(true)) continue;
      problems.atKey([...path, String(i), key], 'E606', {
        message: `\`${key}\` acts on electrons alone, and nothing scatters on them in this study`,
        expected: `the term \`${ELECTRON_SCATTERING}\`, or no \`${key}\``,
      });
    }
  });
}

/** That recoils of electrons are followed up to the end of the region. */
function checkElectronRecoils(
  study: InternalStudy,
  { terms }: LoweredInteraction,
  { region }: LoweredRegion,
  problems: StudyProblems,
): void {
  const i = terms.findIndex(({ name }) => name === ELECTRON_SCATTERING);
  if (i < 0) return;
  const { 'highest-recoil': highest = HIGHEST_RECOIL_KEV } = terms[i]!.settings as {
    readonly 'highest-recoil'?: number;
  };
  const reaches = highestEnergyKeVee(study, region);
  if (reaches === undefined || reaches <= highest || highestElectronRecoilKeV(study, problems) <= highest) return;
  problems.at(['inputs', 'interaction', 'terms', String(i)], 'E605', {
    message: `recoils of electrons are followed up to ${highest} keVee, and the region reaches ${Number(reaches.toPrecision(4))} keVee`,
    expected: '`highest-recoil:` of the term above the region with its resolution, or a smaller region',
    found: `${highest} keVee`,
  });
}

/** Electron-equivalent energy at which the region ends; undefined where the detector does not say it. */
function highestEnergyKeVee({ detector }: InternalStudy, region: LoweredRegion['region']): number | undefined {
  const { name } = recoilObservableOf(detector);
  const end = region[name]?.[1];
  if (end === undefined || name === 'energy') return end;
  const smearing = parametersOf(detector.smearing) as Readonly<Record<string, number | undefined>>;
  const perElectron = smearing['energy-per-electron'];
  if (name === 'electrons') return perElectron === undefined ? undefined : end * perElectron;
  const { 'light-yield': perKeVee, 'energy-per-photoelectron': perPE, gain } = smearing;
  if (perPE !== undefined) return end * perPE;
  if (perKeVee !== undefined) return end / perKeVee;
  return perElectron === undefined || gain === undefined ? undefined : (end / gain) * perElectron;
}

/** Highest recoil energy of an electron that the source gives; infinite where it is not known before the flux. */
function highestElectronRecoilKeV({ inputs: { source } }: InternalStudy, problems: StudyProblems): number {
  const endPointMeV = problems.attempt(['inputs', 'source'], 'E606', () =>
    sourceEndPointMeV(source.model, parametersOf(source)),
  );
  if (endPointMeV === undefined) return Number.POSITIVE_INFINITY;
  return KEV_PER_MEV * maximumRecoilEnergyMeV(endPointMeV, ELECTRON_MASS_MEV);
}

/**
 * That no two free scales act on the same components: only their product has an effect. Of several experiments one may tell them apart, and so
 * may an analysis that holds one of them.
 */
function checkFreeScales(
  { inputs, parameters: written = {}, systematics = {}, analysis }: InternalStudy,
  { scaledBy, parameters }: Pick<LoweredParameters, 'scaledBy' | 'parameters'>,
  problems: StudyProblems,
): void {
  if (inputs.experiments !== undefined) return;
  const held = Object.values(analysis).flatMap(({ fixed = [] }) =>
    Array.isArray(fixed) ? (fixed as string[]) : Object.keys(fixed as object),
  );
  const seen = new Map<string, string>();
  for (const { name, constraint } of parameters) {
    const components = Object.keys(scaledBy).filter((component) => scaledBy[component]!.includes(name));
    if (constraint !== undefined || components.length === 0 || held.includes(name)) continue;
    const key = components.sort().join();
    const other = seen.get(key);
    seen.set(key, name);
    if (other === undefined) continue;
    const section = name in written ? 'parameters' : name in systematics ? 'systematics' : undefined;
    if (section === undefined) continue;
    problems.atKey([section, name], 'E606', {
      message: `\`${name}\` scales what \`${other}\` scales, and neither is constrained: no data tell them apart`,
      expected: 'one of the two, an uncertainty for one, or one that every analysis holds',
    });
  }
}
