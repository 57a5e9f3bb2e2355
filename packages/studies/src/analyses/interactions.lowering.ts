import { constantPolynomial } from '@cevns/physics/couplings/polynomial';
import { inelasticChannels, inelasticModule } from '@cevns/physics/inelastic/registry';
import { isotopeName } from '@cevns/physics/nuclei';
import type { StageInput } from '@cevns/runner/stage';
import { dataInput } from '../lower/commands.ts';
import { qualified } from '../lower/interaction.ts';
import type { AnalysisSection, DataFile } from '../lower/internal-study.ts';
import type { LoweredStudy } from '../lower/lowered-study.ts';
import { sourceOfStages } from '../lower/neutrinos.ts';
import { lowerWeights } from '../lower/weights.ts';
import type { WholeStudy } from '../lower/whole-study.ts';
import type { InteractionsParameters, ReactionParameters } from './interactions.ts';
import type { AnalysisChecks, AnalysisLowering } from './lowering.ts';

/** A cross section that a study brings along. */
interface TableSection {
  readonly name: string;
  /** An isotope, or an element with all its isotopes. */
  readonly target: string;
  readonly flavour: string | readonly string[];
  readonly table: DataFile;
  readonly energy: { readonly column: string; readonly unit: keyof typeof ENERGY_UNITS_MEV };
  readonly 'cross-section': { readonly column: string; readonly unit: keyof typeof CROSS_SECTION_UNITS_CM2 };
  readonly source?: string;
}

const ENERGY_UNITS_MEV = { keV: 1e-3, MeV: 1, GeV: 1e3 } as const;

const CROSS_SECTION_UNITS_CM2 = {
  'cm^2': 1,
  '1e-36 cm^2': 1e-36,
  '1e-38 cm^2': 1e-38,
  '1e-40 cm^2': 1e-40,
  '1e-42 cm^2': 1e-42,
  '1e-44 cm^2': 1e-44,
  'fm^2': 1e-26,
  mb: 1e-27,
} as const;

/** Interactions need the source, the oscillation and the nuclei of the target, and no model. */
export const lowering: AnalysisLowering = {
  parameters(
    section,
    checks,
    whole,
  ): Record<keyof Omit<InteractionsParameters, 'oscillation' | 'shape' | 'baselineM' | 'parts'>, unknown> {
    checkExperiment(section, checks, whole);
    const lowered = experimentOf(section, whole);
    const { oscillation } = lowered.interaction;
    const { freeCouplings, shape } = lowered.parameters;
    return {
      ...sourceOfStages(lowered).parameters,
      ...(oscillation === undefined ? {} : { oscillation: oscillation.settings }),
      weights: lowerWeights(lowered.interaction, freeCouplings, (flavour) => ({ [flavour]: constantPolynomial(1) })),
      values: valuesOf(section, checks, lowered),
      ...(shape?.owner === 'oscillation' ? { shape } : {}),
      reactions: reactionsOf(section, checks, lowered),
    };
  },
  leavings: () => undefined,
  withoutModel(section, whole) {
    const lowered = experimentOf(section, whole);
    const { interaction } = lowered;
    const source = sourceOfStages(lowered);
    const modules: Record<string, string> = { ...source.modules };
    if (interaction.oscillation !== undefined) modules.oscillation = interaction.oscillation.module;
    const files: Record<string, StageInput> = { ...source.files };
    for (const reaction of sectionsOf(section)) {
      if (typeof reaction === 'string') modules[`reaction:${reaction}`] = inelasticModule(reaction);
      else files[tableInput(reaction.name)] = dataInput(lowered, reaction.table);
    }
    return { modules, files };
  },
};

/** The experiment that a section is about: the one that it names, else the first. */
function experimentOf({ experiment }: AnalysisSection, { experiments }: WholeStudy): LoweredStudy {
  return (experiments.find(({ name }) => name === experiment) ?? experiments[0]!).lowered;
}

/** That of several experiments one is named, and that it exists. */
function checkExperiment({ experiment }: AnalysisSection, checks: AnalysisChecks, { experiments }: WholeStudy): void {
  const names = experiments.flatMap(({ name }) => name ?? []);
  if (names.length === 0 && experiment === undefined) return;
  if (names.includes(experiment as string)) return;
  checks.problem(experiment === undefined ? [] : ['experiment'], experiment === undefined ? 'E303' : 'E606', {
    message:
      experiment === undefined
        ? 'interactions are those of one experiment'
        : `there is no experiment \`${experiment}\``,
    expected: names.length === 0 ? 'no `experiment:` in a study of one' : `\`experiment:\`, one of ${names.join(', ')}`,
  });
}

function sectionsOf({ reactions }: AnalysisSection): readonly (string | TableSection)[] {
  return reactions as readonly (string | TableSection)[];
}

function tableInput(name: string): string {
  return `table/${name}`;
}

/** Values of the free parameters of the oscillation: those of `at:`, else where fits start. Nothing else has an effect. */
function valuesOf({ at = {} }: AnalysisSection, checks: AnalysisChecks, { parameters, interaction }: LoweredStudy) {
  const { freeCouplings, shape } = parameters;
  const names = Object.keys(interaction.parameters.oscillation ?? {}).flatMap(
    (own) => freeCouplings.get(qualified('oscillation', own)) ?? [],
  );
  if (shape?.owner === 'oscillation') names.push(shape.parameter);
  const chosen = checks.values(['at'], at as Readonly<Record<string, number | string>>);
  for (const name of Object.keys(chosen).filter((own) => !names.includes(own))) {
    checks.problem(['at', name], 'E606', {
      message: `\`${name}\` has no effect on these reactions`,
      expected: names.length === 0 ? 'no `at:`' : `a free parameter of the oscillation: ${names.join(', ')}`,
    });
  }
  const initial = parameters.parameters.filter(({ name }) => names.includes(name));
  return { ...Object.fromEntries(initial.map((each) => [each.name, each.initial])), ...chosen };
}

function reactionsOf(section: AnalysisSection, checks: AnalysisChecks, { nuclei }: LoweredStudy) {
  const found: ReactionParameters[] = [];
  sectionsOf(section).forEach((reaction, i) => {
    const path = ['reactions', String(i)];
    const own = typeof reaction === 'string' ? named(reaction) : tabulated(reaction);
    if (found.some(({ name }) => name === own.name)) {
      checks.problem(path, 'E606', {
        message: `two reactions are called \`${own.name}\``,
        expected: 'each reaction once',
      });
      return;
    }
    if (typeof reaction !== 'string' && own.name in inelasticChannels) {
      const message = `\`${own.name}\` is the name of a reaction that is there already`;
      checks.problem([...path, 'name'], 'E606', { message, expected: 'another name' });
      return;
    }
    const { target, ...rest } = own;
    const counted = nuclei.filter((nucleus) => [nucleus.symbol, isotopeName(nucleus)].includes(target));
    found.push({
      ...rest,
      isotopes: counted.map(isotopeName),
      nuclei: counted.reduce((sum, { count }) => sum + count, 0),
    });
    // Of a target that was refused nothing more is said.
    if (counted.length > 0 || nuclei.length === 0) return;
    const present = nuclei.map(isotopeName);
    const possible = Object.keys(inelasticChannels).filter((name) => present.includes(named(name).target));
    checks.problem(typeof reaction === 'string' ? path : [...path, 'target'], 'E606', {
      message: `\`${own.name}\` is a reaction of ${target}, which is not in the target`,
      expected: `a reaction of ${present.join(', ')}${possible.length === 0 ? '' : `, such as ${possible.join(', ')}`}`,
      found: target,
    });
  });
  return found;
}

/** A named reaction; the schema has made sure that it exists. */
function named(name: string) {
  const { flavours, source, target } = inelasticChannels[name]!;
  return { name, flavours, source, target: `${target.symbol}${target.A}` };
}

function tabulated({ name, target, flavour, energy, source, ...rest }: TableSection) {
  const { column, unit } = rest['cross-section'];
  return {
    name,
    target,
    flavours: typeof flavour === 'string' ? [flavour] : flavour,
    source: source ?? 'a table of the study',
    table: {
      input: tableInput(name),
      energy: { column: energy.column, unit: ENERGY_UNITS_MEV[energy.unit] },
      crossSection: { column, unit: CROSS_SECTION_UNITS_CM2[unit] },
    },
  };
}
