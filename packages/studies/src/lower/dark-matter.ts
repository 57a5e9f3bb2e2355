import type { DarkMatterFluxModel, Exposure } from '@cevns/physics/dark-matter/flux';
import type { PionSource } from '@cevns/physics/dark-matter/pion-source';
import { type PortalName, portals } from '@cevns/physics/dark-matter/portal';
import { darkMatterFluxes } from '@cevns/physics/dark-matter/registry';
import {
  type DarkMatterSettings,
  darkMatterOf,
  darkMatterParameters,
  darkMatterShapes,
} from '@cevns/physics/dark-matter/scattering';
import type { TabulatedSource } from '@cevns/physics/dark-matter/tabulated';
import { type BeamRun, protonsOnTarget } from '@cevns/sources/models/beam-exposure';
import { type InteractionParameter, type LoweredInteraction, qualified } from './interaction.ts';
import { type InternalStudy, modelOf, parametersOf } from './internal-study.ts';
import type { LoweredParameters } from './lowered-parameters.ts';
import { DARK_MATTER } from './names.ts';
import type { StudyProblems } from './study-problems.ts';

/** Dark matter of a study, and its flux. */
export interface LoweredDarkMatter {
  readonly settings: DarkMatterSettings;
  readonly flux: {
    readonly name: string;
    readonly model: DarkMatterFluxModel<object>;
    readonly module: string;
    readonly parameters: object;
  };
}

/** Sources that are targets of protons. */
const PROTON_SOURCES: readonly string[] = ['stopped-pion'];

const PATH = ['inputs', DARK_MATTER];

/** Dark matter of a study that has a section of it; its schema has checked names and settings. */
export function lowerDarkMatter({ [DARK_MATTER]: section }: InternalStudy['inputs']): LoweredDarkMatter | undefined {
  if (section === undefined) return undefined;
  const { flux: part, ...settings } = section;
  const name = modelOf(part);
  const { flux, module } = darkMatterFluxes[name]!;
  const model = flux as DarkMatterFluxModel<object>;
  return { settings, flux: { name, model, module, parameters: parametersOf(part) } };
}

/** The couplings and masses that a study may free. */
export function parametersOfDarkMatter({ settings }: LoweredDarkMatter): Record<string, InteractionParameter> {
  const bare = darkMatterParameters({ portal: settings.portal });
  const found: Record<string, InteractionParameter> = {};
  for (const [name, definition] of Object.entries(darkMatterParameters(settings))) {
    found[name] = { kind: 'coupling', definition, withoutEffect: bare[name]!.value };
  }
  for (const [name, definition] of Object.entries(darkMatterShapes(settings))) {
    const table = { owner: DARK_MATTER, of: [], setting: name } as const;
    // The mediator always has a mass: where none is written, it is in proportion to that of the particle.
    const inProportion = name === 'm_V' ? Number.NaN : undefined;
    found[name] = { kind: 'shape', definition, setting: settings[name as 'm_chi' | 'm_V'] ?? inProportion, table };
  }
  return found;
}

/** What spectra depend on: portal, particle and masses. */
export function withoutCouplings(settings: DarkMatterSettings): DarkMatterSettings {
  const { eps: _, alpha_D: _D, alpha_B: _B, alpha_chi: _chi, ...rest } = settings;
  return rest;
}

/** The protons on target and the baseline of a study. */
export function exposureOf({ inputs }: InternalStudy): Exposure {
  return { protonsOnTarget: protonsOnTarget(inputs.source as unknown as BeamRun), baselineM: inputs.baseline! };
}

/** Dark matter as results state it, with the model of its flux and what it assumes of pions. */
export function darkMatterConvention({ settings, flux: { name, parameters } }: LoweredDarkMatter): object {
  const { portal, particle = 'scalar', m_chi, m_V, ...rest } = settings;
  const masses = Object.entries({ m_chi, m_V }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, `${value} MeV`]],
  );
  const {
    'neutral-pion-momenta': momenta,
    points,
    ...own
  } = parameters as Partial<PionSource & TabulatedSource> & Readonly<Record<string, unknown>>;
  const flux = {
    model: name,
    ...own,
    ...(momenta === undefined ? {} : { 'neutral-pion-momenta': momenta.map(pionText) }),
    ...(points === undefined ? {} : { points: points.length }),
  };
  return { portal, particle, ...Object.fromEntries(masses), ...rest, source: portals[portal].source, flux };
}

function pionText({
  momentum,
  weight,
  'cosine-to-detector': cosine,
}: PionSource['neutral-pion-momenta'][number]): string {
  return `${momentum} MeV (weight ${weight}, ${cosine === undefined ? 'directions even' : `cosine to the detector ${cosine}`})`;
}

/** That the source has protons, that couplings are those of the portal, and that the source makes particles of all masses. */
export function checkDarkMatter(
  study: InternalStudy,
  interaction: LoweredInteraction,
  parameters: Pick<LoweredParameters, 'shape' | 'freeCouplings' | 'refused'>,
  problems: StudyProblems,
): void {
  const { darkMatter } = interaction;
  if (darkMatter === undefined) return;
  const { model } = study.inputs.source;
  if (!PROTON_SOURCES.includes(model)) {
    problems.atKey(PATH, 'E606', {
      message: `a source \`${model}\` has no protons on target that would make dark matter`,
      expected: `a source such as \`${PROTON_SOURCES[0]}\``,
    });
    return;
  }
  // Of a parameter that was refused something is said there.
  if (parameters.refused.some((name) => study.parameters?.[name]?.of?.split('.')[0] === DARK_MATTER)) return;
  checkCouplings(darkMatter, interaction, parameters.freeCouplings, problems);
  checkMasses(study, darkMatter, parameters.shape, problems);
}

function checkCouplings(
  { settings }: LoweredDarkMatter,
  { parameters }: LoweredInteraction,
  free: ReadonlyMap<string, string>,
  problems: StudyProblems,
): void {
  const { portal } = settings;
  for (const other of Object.keys(portals) as PortalName[]) {
    const foreign = Object.keys(portals[other].parameters).filter(
      (name) => name in settings && !(name in portals[portal].parameters),
    );
    for (const name of foreign) {
      problems.atKey([...PATH, name], 'E606', {
        message: `\`${name}\` is no coupling of the portal \`${portal}\``,
        expected: `${Object.keys(portals[portal].parameters).join(' and ')}, or \`portal: ${other}\``,
      });
    }
  }
  for (const [name, parameter] of Object.entries(parameters[DARK_MATTER]!)) {
    if (parameter.kind !== 'coupling' || parameter.definition.value !== 0) continue;
    if (name in settings || free.has(qualified(DARK_MATTER, name))) continue;
    problems.atKey(PATH, 'E303', {
      message: `\`${DARK_MATTER}\` needs a value of \`${name}\`: ${parameter.definition.description}`,
      expected: `\`${name}:\` there, or in \`parameters:\` with \`of: ${DARK_MATTER}\``,
    });
  }
}

/** That particles of the mass, or of both ends of its range, come from the source. */
function checkMasses(
  study: InternalStudy,
  { settings, flux }: LoweredDarkMatter,
  shape: LoweredParameters['shape'],
  problems: StudyProblems,
): void {
  const freed = shape?.owner === DARK_MATTER ? shape : undefined;
  if (freed?.setting === 'm_chi' && flux.name === 'tabulated') {
    problems.atKey(['parameters', freed.parameter], 'E606', {
      message: 'a table of the flux is for one mass of the particles',
      expected: 'a value of `m_chi`, or the flux `pion-source`',
    });
    return;
  }
  if (settings.m_chi === undefined && freed?.setting !== 'm_chi') return;
  const found = (freed === undefined ? [{}] : [{ [freed.setting]: freed.from }, { [freed.setting]: freed.to }]).map(
    (mass) => () => flux.model.prepare(flux.parameters, darkMatterOf({ ...settings, ...mass }), exposureOf(study)),
  );
  const path = freed === undefined ? PATH : ['parameters', freed.parameter, 'range'];
  // One message is enough: the other end, too, would be refused for the same reason.
  for (const prepare of found) if (problems.attempt(path, 'E606', prepare) === undefined) return;
}
