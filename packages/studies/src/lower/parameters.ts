import type { ParameterDescription } from '@cevns/fitting/model';
import type { ShapeTable } from '../stages/shape-table.ts';
import { type Experiment, experimentParameter } from './experiments.ts';
import { type FluxVariation, fluxVariationsOf, type OpenTable, spectrumVariationsOf } from './flux-variations.ts';
import { type LoweredInteraction, qualified } from './interaction.ts';
import { type FreedParameter, freedParameter } from './interaction-parameters.ts';
import { type InternalStudy, modelOf, type SystematicSection } from './internal-study.ts';
import type { LoweredParameters, LoweredVariation } from './lowered-parameters.ts';
import { componentsOf, listOf, predictsTime, SIGNAL, templatesOf } from './names.ts';
import { onsetTable } from './onset-table.ts';
import { boundsOf, checkStart, isTabulated } from './parameter-bounds.ts';
import { parameterLabel, shapeLabel } from './parameter-labels.ts';
import { parameterValue } from './parameter-value.ts';
import { partVariations } from './part-variations.ts';
import { checkPowerOfTen } from './powers-of-ten.ts';
import type { StudyProblems } from './study-problems.ts';

/** Pulls are bounded: beyond five standard deviations a variation says nothing, and sparse bins may turn negative. */
const MAXIMUM_PULL = 5;
/** Fewest knots of a tabulated parameter: with every second one left out there are still enough for the differences of the others. */
const MINIMUM_KNOTS = 17;

/** Collects the parameters of interest and the nuisance parameters of a study, or of one of its experiments. */
export function lowerParameters(
  study: InternalStudy,
  interaction: LoweredInteraction,
  problems: StudyProblems,
  experiment: Pick<Experiment, 'name' | 'own'> = { name: undefined, own: [] },
  openTable?: OpenTable,
): LoweredParameters {
  const collector = new ParameterCollector(study, interaction, problems, experiment, openTable);
  // By name, since results list them so: the order in the file then matters to no stage.
  for (const name of Object.keys(study.parameters ?? {}).sort()) collector.addParameter(name);
  for (const name of Object.keys(study.systematics ?? {}).sort()) collector.addSystematic(name);
  return collector.result();
}

class ParameterCollector {
  readonly #study: InternalStudy;
  readonly #interaction: LoweredInteraction;
  readonly #problems: StudyProblems;
  readonly #experiment: Pick<Experiment, 'name' | 'own'>;
  readonly #components: readonly string[];
  readonly #parameters: ParameterDescription[] = [];
  readonly #scaledBy: Record<string, string[]>;
  readonly #variations: Record<string, LoweredVariation> = {};
  readonly #fluxVariations: Record<string, FluxVariation> = {};
  readonly #templateVariations: Record<string, Readonly<Record<string, string>>> = {};
  readonly #units: Record<string, string> = {};
  readonly #labels: Record<string, string> = {};
  readonly #quantities: Record<string, string> = {};
  readonly #freeCouplings = new Map<string, string>();
  readonly #standardModel: Record<string, number> = {};
  #shape: ShapeTable | undefined;
  #interpolation: string | undefined;
  #onset: LoweredParameters['onset'];
  readonly #refused: string[] = [];
  readonly #openTable: OpenTable | undefined;
  #spectrum: LoweredParameters['spectrum'];

  constructor(
    study: InternalStudy,
    interaction: LoweredInteraction,
    problems: StudyProblems,
    experiment: Pick<Experiment, 'name' | 'own'>,
    openTable: OpenTable | undefined,
  ) {
    this.#openTable = openTable;
    this.#experiment = experiment;
    this.#study = study;
    this.#interaction = interaction;
    this.#problems = problems;
    this.#components = componentsOf(study);
    this.#scaledBy = Object.fromEntries(this.#components.map((name) => [name, []]));
  }

  addParameter(name: string): void {
    this.#noteRefusal(name, () => this.#addOfInterest(name));
  }

  addSystematic(name: string): void {
    this.#noteRefusal(name, () => this.#addNuisance(name));
  }

  #noteRefusal(name: string, add: () => void): void {
    const before = this.#problems.count;
    add();
    if (this.#problems.count > before) this.#refused.push(name);
  }

  #addOfInterest(name: string): void {
    const section = this.#study.parameters![name]!;
    const path = ['parameters', name];
    if (section.of === undefined) {
      if (section.scales === undefined) {
        this.#problems.atKey(path, 'E303', {
          message: `it is not said what \`${name}\` is`,
          expected: '`scales:` with a component, or `of:` with a part of the interaction',
        });
        return;
      }
      this.#scale(name, section.scales, [...path, 'scales']);
      this.#add(path, {
        name,
        initial: this.#value(name, 'start') ?? 1,
        ...boundsOf(this.#range(name), path, this.#problems),
      });
      return;
    }
    const freed = freedParameter(this.#study, this.#interaction, name, section.of, this.#problems);
    if (freed?.parameter.kind === 'coupling') this.#addCoupling(name, freed);
    else if (freed !== undefined) this.#addShape(name, freed);
  }

  /** A parameter that multiplies templates. */
  #addCoupling(name: string, { owner, name: own, parameter }: FreedParameter): void {
    if (parameter.kind !== 'coupling') return;
    const path = ['parameters', name];
    const key = qualified(owner, own);
    const before = this.#freeCouplings.get(key);
    if (before !== undefined) {
      this.#problems.atKey(path, 'E606', { message: `\`${before}\` frees the same parameter, ${own} of ${owner}` });
      return;
    }
    const { unit, value } = parameter.definition;
    if (unit !== undefined) this.#units[name] = unit;
    const { start, range } = this.#study.parameters![name]!;
    checkPowerOfTen([...path, 'start'], start === undefined ? [] : [start], unit, this.#problems);
    checkPowerOfTen([...path, 'range'], range ?? [], unit, this.#problems);
    this.#freeCouplings.set(key, name);
    this.#labels[name] = parameterLabel(own);
    this.#standardModel[name] = parameter.withoutEffect;
    this.#add(path, {
      name,
      initial: this.#value(name, 'start') ?? value,
      ...boundsOf(this.#range(name), path, this.#problems),
    });
  }

  /** A parameter over which templates are tabulated. */
  #addShape(name: string, { name: own, parameter }: FreedParameter): void {
    if (parameter.kind !== 'shape') return;
    const path = ['parameters', name];
    const { definition, setting, table } = parameter;
    this.#units[name] = definition.unit;
    this.#quantities[name] = definition.quantity;
    this.#labels[name] = shapeLabel(own, table.of);
    if (this.#shape !== undefined) {
      this.#problems.atKey(path, 'E606', {
        message: `\`${this.#shape.parameter}\` and \`${name}\` are both free, and events are polynomials in neither`,
        expected: 'one such parameter; the other with a fixed value, or as an axis of a campaign',
      });
      return;
    }
    const range = this.#range(name);
    if (range === undefined && this.#study.parameters![name]!.range !== undefined) return;
    if (!isTabulated(name, range, definition, this.#problems)) return;
    const [from, to] = range;
    this.#shape = {
      parameter: name,
      ...table,
      setting: own,
      scale: definition.scale,
      from,
      to,
      knots: Math.max(MINIMUM_KNOTS, definition.knots(from, to)),
    };
    const middle = definition.scale === 'log' ? Math.sqrt(from * to) : (from + to) / 2;
    const start =
      this.#value(name, 'start') ?? (setting !== undefined && setting >= from && setting <= to ? setting : middle);
    this.#standardModel[name] = start;
    this.#add(path, { name, initial: start, lower: from, upper: to });
  }

  #range(name: string): readonly [number, number] | undefined {
    const { range } = this.#study.parameters![name]!;
    if (range === undefined) return undefined;
    const values = range.map((value, i) =>
      parameterValue(['parameters', name, 'range', String(i)], value, this.#quantities[name], this.#problems),
    );
    return values.includes(undefined) ? undefined : (values as [number, number]);
  }

  #value(name: string, key: 'start'): number | undefined {
    const value = this.#study.parameters![name]![key];
    if (value === undefined) return undefined;
    return parameterValue(['parameters', name, key], value, this.#quantities[name], this.#problems);
  }

  #addNuisance(name: string): void {
    const section = this.#study.systematics![name]!;
    if (section.keep !== undefined && section.varies !== 'inputs.source.spectra')
      this.#outOfPlace(['systematics', name], 'keep', 'the variations of `inputs.source.spectra`');
    if (section.varies === undefined) this.#addScale(name, section);
    else if (section.varies === 'detector.observables.time.onset') this.#addOnset(name, section);
    else if (/^detector\.(quenching|efficiency)(\.|$)/.test(section.varies)) this.#addVariations(name, section);
    else if (section.varies.startsWith('inputs.source')) this.#addFluxVariations(name, section);
    else this.#addTemplateVariations(name, section);
  }

  result(): LoweredParameters {
    const ofInterest = Object.keys(this.#study.parameters ?? {});
    const strength = ofInterest.find((name) => listOf(this.#study.parameters![name]!.scales ?? []).join() === SIGNAL);
    return {
      parameters: this.#parameters,
      ofInterest,
      refused: this.#refused,
      scaledBy: this.#scaledBy,
      variations: this.#variations,
      fluxVariations: this.#fluxVariations,
      templateVariations: this.#templateVariations,
      interpolation: this.#interpolation ?? 'piecewise-linear',
      units: this.#units,
      labels: this.#labels,
      quantities: this.#quantities,
      freeCouplings: this.#freeCouplings,
      standardModel: this.#standardModel,
      ...(this.#shape === undefined ? {} : { shape: this.#shape }),
      ...(this.#onset === undefined ? {} : { onset: this.#onset }),
      ...(this.#spectrum === undefined ? {} : { spectrum: this.#spectrum }),
      ...(strength === undefined ? {} : { strength }),
    };
  }

  /** A factor of one or more components, 1 +- the relative uncertainty. */
  #addScale(name: string, { scales, uncertainty, prior }: SystematicSection): void {
    const path = ['systematics', name];
    const parameter = experimentParameter(this.#experiment, name);
    this.#scale(parameter, scales!, [...path, 'scales']);
    if (prior === 'none') {
      if (uncertainty !== undefined) {
        this.#problems.atKey([...path, 'uncertainty'], 'E606', {
          message: `\`${name}\` has an uncertainty, and \`prior: none\`, which leaves it without`,
          expected: 'one of the two',
        });
      }
      this.#add(path, { name: parameter, initial: 1, lower: 0 });
      return;
    }
    const sigma = uncertainty ?? this.#backgroundUncertainty(listOf(scales!));
    if (sigma === undefined) {
      this.#problems.atKey(path, 'E303', {
        message: `the uncertainty of \`${name}\` is not known`,
        expected: '`uncertainty:`, such as `10 %`, or `prior: none`',
      });
      return;
    }
    this.#add(path, { name: parameter, initial: 1, lower: 0, constraint: { kind: 'normal', mean: 1, sigma } });
  }

  #backgroundUncertainty(scales: readonly string[]): number | undefined {
    const background = scales.length === 1 ? this.#study.detector.backgrounds?.[scales[0]!] : undefined;
    return background?.uncertainty === undefined ? undefined : background.uncertainty / background.events;
  }

  /** A unit pull for every variation of a part of the detector. */
  #addVariations(name: string, { varies, interpolation, prior, range }: SystematicSection): void {
    const path = ['systematics', name];
    if (range !== undefined) this.#outOfPlace(path, 'range', 'limits of the onset time; pulls need none');
    const variations = partVariations(this.#study, varies!, path, this.#problems);
    for (const [bare, own] of Object.entries(variations)) this.#variations[this.#addPull(name, bare, prior)] = own;
    this.#interpolateWith(path, interpolation);
  }

  /** A unit pull for every part of the neutrinos whose number is uncertain, or for every variation of their spectrum. */
  #addFluxVariations(name: string, { varies, interpolation, prior, range, keep }: SystematicSection): void {
    const path = ['systematics', name];
    if (range !== undefined) this.#outOfPlace(path, 'range', 'limits of the onset time; pulls need none');
    const { inputs } = this.#study;
    const at = [...path, 'varies'];
    const { parts, variance }: ReturnType<typeof spectrumVariationsOf> =
      varies === 'inputs.source'
        ? { parts: fluxVariationsOf(inputs, at, this.#problems) }
        : spectrumVariationsOf(inputs, keep, at, this.#problems, this.#openTable);
    if (variance !== undefined) this.#spectrum = { variations: Object.keys(parts).length, variance };
    for (const [bare, part] of Object.entries(parts)) this.#fluxVariations[this.#addPull(name, bare, prior)] = part;
    this.#interpolateWith(path, interpolation);
  }

  /** A unit pull for every variation of the template of a component. */
  #addTemplateVariations(name: string, { varies, interpolation, prior, range }: SystematicSection): void {
    const path = ['systematics', name];
    if (range !== undefined) this.#outOfPlace(path, 'range', 'limits of the onset time; pulls need none');
    const component = varies === 'detector.signal' ? SIGNAL : varies!.slice('detector.backgrounds.'.length);
    const templates = templatesOf(this.#study.detector);
    if (!this.#problems.expectName([...path, 'varies'], 'E601', 'template of', component, Object.keys(templates)))
      return;
    const variations = Object.entries(templates[component]!.variations ?? {});
    if (variations.length === 0) {
      this.#problems.at([...path, 'varies'], 'E606', {
        message: `the template of ${component} has no variations`,
        expected: `\`variations:\` in ${varies}.template`,
      });
    }
    const own: Record<string, string> = {};
    for (const [bare, { down }] of variations) {
      own[this.#addPull(name, bare, prior, down === undefined ? [0, 1] : undefined)] = bare;
    }
    this.#templateVariations[component] = { ...this.#templateVariations[component], ...own };
    this.#interpolateWith(path, interpolation);
  }

  /** A unit pull of a systematic, under the name of the variation that it is of. */
  #addPull(
    systematic: string,
    variation: string,
    prior: SystematicSection['prior'],
    [lower, upper]: readonly [number, number] = [-MAXIMUM_PULL, MAXIMUM_PULL],
  ): string {
    const isOwn = experimentParameter(this.#experiment, systematic) !== systematic;
    const name = isOwn ? `${this.#experiment.name}-${variation}` : variation;
    const constraint = prior === 'none' ? {} : { constraint: { kind: 'normal', mean: 0, sigma: 1 } as const };
    this.#add(['systematics', systematic], { name, initial: 0, lower, upper, ...constraint });
    return name;
  }

  #interpolateWith(path: readonly string[], interpolation: SystematicSection['interpolation']): void {
    const own = interpolation === undefined ? 'piecewise-linear' : modelOf(interpolation);
    if (this.#interpolation !== undefined && this.#interpolation !== own) {
      this.#problems.at([...path, 'interpolation'], 'E606', {
        message: 'all variations of the response share one interpolation',
        expected: `\`${this.#interpolation}\`, as in the systematic before it`,
        found: own,
      });
    }
    this.#interpolation ??= own;
  }

  /** The onset time itself, in us. */
  #addOnset(name: string, { range, prior, interpolation }: SystematicSection): void {
    const path = ['systematics', name];
    if (interpolation !== undefined)
      this.#outOfPlace(path, 'interpolation', 'between varied templates; the onset is exact');
    const { detector } = this.#study;
    const onset = detector.observables.time?.onset;
    if (onset === undefined || !predictsTime(detector)) {
      this.#problems.at([...path, 'varies'], 'E606', {
        message:
          detector.observables.time === undefined
            ? 'the detector has no time to vary'
            : 'the signal has no onset to vary',
      });
      return;
    }
    if (prior === 'normal') {
      this.#problems.at([...path, 'prior'], 'E606', {
        message: 'the onset has no uncertainty that a prior could be made of; it floats within its range',
        expected: '`prior: none`, or no prior',
      });
    }
    const { start } = onset;
    const table = onsetTable(path, start, range ?? onset.range, this.#problems);
    if (table === undefined) return;
    const { from, step, knots } = table;
    const parameter = experimentParameter(this.#experiment, name);
    this.#onset = { parameter, table };
    this.#units[parameter] = 'us';
    this.#add(path, { name: parameter, initial: start, lower: from, upper: from + step * (knots - 1) });
  }

  /** A key that the grammar allows in a systematic, but that means nothing in this one. */
  #outOfPlace(path: readonly string[], key: string, meaning: string): void {
    this.#problems.atKey([...path, key], 'E606', {
      message: `\`${key}\` has no meaning here`,
      expected: `no \`${key}\`: it is for ${meaning}`,
    });
  }

  #scale(parameter: string, scales: string | readonly string[], path: readonly string[]): void {
    listOf(scales).forEach((component, i) => {
      const at = typeof scales === 'string' ? path : [...path, String(i)];
      if (this.#problems.expectName(at, 'E601', 'component', component, this.#components)) {
        this.#scaledBy[component]!.push(parameter);
      }
    });
  }

  #add(path: readonly string[], parameter: ParameterDescription): void {
    const { name } = parameter;
    if (this.#parameters.some((other) => other.name === name)) {
      this.#problems.atKey(path, 'E606', { message: `two parameters are called \`${name}\`` });
      return;
    }
    checkStart(path, parameter, this.#problems);
    this.#parameters.push(parameter);
  }
}
