/** How figures and reports write the flavours of a suffix: `emu` as e mu. */
const FLAVOURS: Readonly<Record<string, string>> = { e: 'e', mu: 'μ', tau: 'τ' };
const PAIR = '(e|mu|tau)(e|mu|tau)';

/** Names of parameters of the interaction, and the label in which $1, $2 are what a group of the name stands for. */
const LABELS: readonly (readonly [name: RegExp, label: string])[] = [
  [/^sin2_theta_W$/, 'sin^{2} θ_{W}'],
  [new RegExp(`^eps_${PAIR}_(\\w+)$`), 'ε_{$1$2}^{$3}'],
  [/^mu_nu_(e|mu|tau)(e|mu|tau)?$/, 'μ_{ν$1$2}'],
  [/^q_nu_(e|mu|tau)(e|mu|tau)?$/, 'q_{ν$1$2}'],
  [/^r2_nu_(e|mu|tau)(e|mu|tau)?$/, '⟨r^{2}_{ν$1$2}⟩'],
  [/^xi_([SPVAT])$/, 'ξ_{$1}'],
  [/^g$/, 'g'],
  [/^mass$/, 'Mass of the mediator'],
  [/^rms-radius$/, 'Rms radius'],
  [/^skin$/, 'Skin'],
  [/^dm2_41$/, 'Δm^{2}_{41}'],
  [new RegExp(`^sin2_2theta_${PAIR}$`), 'sin^{2} 2θ_{$1$2}'],
  [/^s2_(\d\d)$/, 'sin^{2} θ_{$1}'],
  [/^eps$/, 'ε'],
  [/^alpha_(D|B)$/, 'α_{$1}'],
  [/^alpha_chi$/, 'α_{χ}'],
  [/^m_chi$/, 'm_{χ}'],
  [/^m_V$/, 'm_{V}'],
];

/** What figures and reports call a parameter of the interaction, in the markup of labels; its name where there is no other. */
export function parameterLabel(name: string): string {
  for (const [pattern, label] of LABELS) {
    const found = pattern.exec(name);
    if (found !== null)
      return label.replace(/\$(\d)/g, (_, i: string) => FLAVOURS[found[Number(i)] ?? ''] ?? found[Number(i)] ?? '');
  }
  return name;
}

/** The label of a shape parameter: the rms radius of one kind of nucleons is R_n or R_p, the k of the quenching of sodium k_Na. */
export function shapeLabel(name: string, of: readonly string[]): string {
  if (of.length === 1 && /^[A-Z][a-z]?$/.test(of[0]!)) return `${parameterLabel(name)}_{${of[0]}}`;
  if (name === 'rms-radius' && of.length === 1) return of[0] === 'neutron' ? 'R_{n}' : 'R_{p}';
  return parameterLabel(name);
}
