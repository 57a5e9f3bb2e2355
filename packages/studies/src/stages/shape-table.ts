/**
 * The parameter over which the templates of a study are tabulated, because they are not polynomials in it: the mass of a mediator,
 * a radius, a mass splitting. Knots are equally spaced in the parameter or in its logarithm.
 */
export interface ShapeTable {
  /** Name of the parameter in the model. */
  readonly parameter: string;
  /** What it is a setting of. */
  readonly owner: 'term' | 'form-factor' | 'oscillation' | 'dark-matter' | 'quenching';
  /** The term; or `proton`, `neutron` or both of them, for a form factor; the element, for a quenching of one. */
  readonly of: readonly string[];
  /** Name of the setting. */
  readonly setting: string;
  readonly scale: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
  readonly knots: number;
}

/** What a shape parameter may be a setting of. */
export interface Shapeable {
  readonly terms?: Readonly<Record<string, object>>;
  readonly formFactor?: { readonly proton: object; readonly neutron: object; readonly same: boolean };
  readonly oscillation?: object;
  readonly darkMatter?: object;
}

/** Values at the knots of a table; without a table there is one knot, whose value nothing reads. */
export function knotsOf(shape: ShapeTable | undefined): readonly number[] {
  if (shape === undefined) return [Number.NaN];
  const { scale, from, to, knots } = shape;
  return Array.from({ length: knots }, (_, i) => {
    if (i === 0) return from;
    if (i === knots - 1) return to;
    const share = i / (knots - 1);
    return scale === 'linear' ? from + (to - from) * share : from * (to / from) ** share;
  });
}

/** The settings with a value of the shape parameter put in. */
export function withShape<Settings extends Shapeable>(
  settings: Settings,
  shape: ShapeTable | undefined,
  value: number,
): Settings {
  if (shape === undefined) return settings;
  const changed = (own: object): object => ({ ...own, [shape.setting]: value });
  if (shape.owner === 'oscillation') return { ...settings, oscillation: changed(settings.oscillation ?? {}) };
  if (shape.owner === 'dark-matter') return { ...settings, darkMatter: changed(settings.darkMatter ?? {}) };
  if (shape.owner === 'form-factor') {
    if (settings.formFactor === undefined) return settings;
    const { proton, neutron, same } = settings.formFactor;
    const of = (nucleon: string, own: object) => (shape.of.includes(nucleon) ? changed(own) : own);
    return { ...settings, formFactor: { proton: of('proton', proton), neutron: of('neutron', neutron), same } };
  }
  const [term] = shape.of;
  return { ...settings, terms: { ...settings.terms, [term!]: changed(settings.terms?.[term!] ?? {}) } };
}

/** Name of a matrix of the response at a knot of a parameter of the detector. */
export function knotMatrix(knot: number, name: string): string {
  return `knot-${knot}/${name}`;
}
