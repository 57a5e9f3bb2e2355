import { conventionText } from './convention-text.ts';

/** A part of a study, and a sentence about it. */
export interface AbstractEntry {
  readonly term: string;
  readonly value: string;
}

type Part = Readonly<Record<string, unknown>>;

/** Headings of what an experiment may have for itself. */
const TERMS = ['Source', 'Detector', 'Data', 'Region'] as const;

/**
 * A resolved study in a sentence per section, with quantities as they are written. It takes any tree that passed the schema, and leaves out what it does
 * not find.
 */
export function abstractOf(study: unknown): AbstractEntry[] {
  const { inputs, detector, region, systematics, parameters, analysis } = partOf(study);
  const { experiments, interaction, workspace, ...shared } = partOf(inputs);
  const common = { ...shared, detector, region };
  const entries: AbstractEntry[] = [];
  const add = (term: string, value: string): void => {
    if (value !== '') entries.push({ term, value });
  };
  if (workspace !== undefined) add('Likelihood', `The workspace ${textOf(workspace)}.`);
  const several = Array.isArray(experiments) ? experiments.map(partOf) : [];
  for (const term of TERMS) {
    const sentence = SENTENCES[term];
    const whole = sentence(common);
    const own = several.map((each) => sentence({ ...common, ...each }));
    if (own.length === 0 || own.every((each) => each === whole)) add(term, whole);
    else several.forEach(({ name }, i) => void add(`${term} (${textOf(name)})`, own[i]!));
  }
  add('Interaction', interactionSentence(partOf(interaction)));
  const named = [
    ...Object.entries(partOf(systematics)),
    ...several.flatMap(({ name, systematics: own }) =>
      Object.entries(partOf(own)).map(([key, value]): [string, unknown] => [`${textOf(name)}-${key}`, value]),
    ),
  ];
  add('Systematics', listed(named.map(([name, section]) => uncertaintyText(name, partOf(section)))));
  add('Free parameters', listed(Object.keys(partOf(parameters))));
  add('Analyses', listed(Object.entries(partOf(analysis)).map(([name, section]) => analysisText(name, section))));
  return entries;
}

const SENTENCES: Readonly<Record<(typeof TERMS)[number], (part: Part) => string>> = {
  Source: ({ source, baseline }) => {
    const { title, model, exposure, ...rest } = partOf(source);
    if (model === undefined && title === undefined) return '';
    const perProton = rest['neutrinos-per-proton-per-flavour'];
    return sentence([
      textOf(title ?? model),
      exposure === undefined ? '' : `exposure ${powerText(textOf(exposure))}`,
      perProton === undefined ? '' : `${textOf(perProton)} neutrinos of each flavour per proton`,
      baseline === undefined ? '' : `at ${textOf(baseline)}`,
      ...coresText(rest),
    ]);
  },
  Detector: ({ detector }) => {
    const { title, target, observables, quenching } = partOf(detector);
    const { material, mass } = partOf(target);
    if (material === undefined) return '';
    return sentence([
      ...(title === undefined ? [] : [textOf(title)]),
      `${textOf(mass)} of ${formula(material)}`,
      quenching === undefined ? '' : `quenching ${quenchingText(quenching)}`,
      `observed: ${Object.entries(partOf(observables)).map(observableText).join(', ')}`,
    ]);
  },
  Data: ({ data }) => {
    if (data === 'asimov') return 'Asimov: the expectation itself in place of counts.';
    const { title, citation } = partOf(data);
    return sentence([textOf(title ?? citation)]);
  },
  Region: ({ region }) =>
    sentence(
      Object.entries(partOf(region)).map(([name, range]) => {
        return `${name} ${Array.isArray(range) ? range.map(textOf).join(' to ') : textOf(range)}`;
      }),
    ),
};

/** The model of a quenching, or those of the elements: `lindhard (Na), constant (I)`. */
function quenchingText(quenching: unknown): string {
  const part = partOf(quenching);
  if (typeof quenching === 'string' || part.model !== undefined) return modelOf(quenching);
  return Object.entries(part)
    .map(([element, own]) => `${modelOf(own)} (${element})`)
    .join(', ');
}

/** An observable; of an energy on which scale it is. */
function observableText([name, observable]: readonly [name: string, observable: unknown]): string {
  const { from, unit = unitOf(from) } = partOf(partOf(observable).binning);
  return name === 'energy' && unit !== undefined ? `${name} in ${textOf(unit)}` : name;
}

/** The unit of a quantity: keVee of `0.2 keVee`. */
function unitOf(quantity: unknown): string | undefined {
  return typeof quantity === 'string' ? /[A-Za-z]+$/.exec(quantity)?.[0] : undefined;
}

/** Reactor cores with their powers and distances. */
function coresText({ cores, 'thermal-power': power }: Part): string[] {
  const all = Array.isArray(cores)
    ? cores.map(partOf)
    : power === undefined
      ? []
      : [{ 'thermal-power': power } as Part];
  return all.map(({ 'thermal-power': own, distance }) => {
    return `${textOf(own ?? power)} thermal${distance === undefined ? '' : ` at ${textOf(distance)}`}`;
  });
}

function interactionSentence(interaction: Part): string {
  const { terms, couplings, 'form-factor': formFactor } = interaction;
  if (!Array.isArray(terms)) return '';
  const names = terms.map((term) => textOf(typeof term === 'string' ? term : partOf(term).term));
  return sentence([
    names.join(' + '),
    `couplings ${conventionText(couplings)}`,
    `form factor ${conventionText(formFactor)}`,
  ]);
}

function uncertaintyText(name: string, { uncertainty, scales, varies }: Part): string {
  const what = scales === undefined ? varies : scales;
  const about = [
    what === undefined || textOf(what) === name ? '' : `of ${textOf(what)}`,
    uncertainty === undefined ? '' : textOf(uncertainty),
  ].filter((each) => each !== '');
  return about.length === 0 ? name : `${name} (${about.join(', ')})`;
}

function analysisText(name: string, section: unknown): string {
  const kind = typeof section === 'string' ? section : textOf(partOf(section).kind);
  return kind === name ? name : `${name} (${kind})`;
}

/** The name of a chosen model. */
function modelOf(part: unknown): string {
  return typeof part === 'string' ? part : textOf(partOf(part).model);
}

function formula(material: unknown): string {
  if (typeof material === 'string') return material;
  return Object.entries(partOf(material))
    .map(([name, share]) => `${name} (${textOf(share)})`)
    .join(', ');
}

/** `3.198e23 POT` with a power of ten. */
function powerText(quantity: string): string {
  return quantity.replace(/^([\d.]+)e\+?(-?\d+)/, '$1\\times10^{$2}');
}

function listed(items: readonly string[]): string {
  return items.length === 0 ? '' : `${items.join(', ')}.`;
}

function sentence(parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? '' : `${said.join('; ')}.`;
}

function partOf(value: unknown): Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : {};
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value).replace(/(?<=\d )us\b/g, 'μs') : '';
}
