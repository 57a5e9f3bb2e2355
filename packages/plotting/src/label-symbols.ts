/** U+2212, U+2009 and the multiplication sign, as typeset in formulae. */
export const minus = '\u2212';
export const thinSpace = '\u2009';
export const times = '\u00d7';

/** What a name after a backslash stands for. */
const symbols: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  vartheta: 'ϑ',
  iota: 'ι',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  phi: 'φ',
  varphi: 'ϕ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
  Gamma: 'Γ',
  Delta: 'Δ',
  Theta: 'Θ',
  Lambda: 'Λ',
  Xi: 'Ξ',
  Pi: 'Π',
  Sigma: 'Σ',
  Upsilon: 'Υ',
  Phi: 'Φ',
  Psi: 'Ψ',
  Omega: 'Ω',
  ell: 'ℓ',
  hbar: 'ℏ',
  times,
  pm: '±',
  approx: '≈',
  sim: '~',
  leq: '≤',
  geq: '≥',
  neq: '≠',
  to: '→',
  rightarrow: '→',
  leftarrow: '←',
  leftrightarrow: '↔',
  langle: '⟨',
  rangle: '⟩',
  cdot: '·',
  ldots: '…',
  infty: '∞',
  partial: '∂',
  prime: '′',
  circ: '°',
  dagger: '†',
};

/** Marks that stand above a letter, as Unicode combines them. */
const accents: Readonly<Record<string, string>> = { bar: '\u0304', hat: '\u0302', tilde: '\u0303' };

/** Names of relations and operations, which keep the space behind them. */
const operators = [
  'times',
  'pm',
  'approx',
  'sim',
  'leq',
  'geq',
  'neq',
  'to',
  'rightarrow',
  'leftarrow',
  'leftrightarrow',
];

const functions = ['sin', 'cos', 'tan', 'exp', 'ln', 'log'];

/** Names that change nothing: letters of formulae are upright here. */
const upright = ['mathrm', 'text'];

/** Everything that may stand after a backslash. */
export const symbolNames: readonly string[] = [
  ...Object.keys(symbols),
  ...Object.keys(accents),
  ...functions,
  ...upright,
];

const uprightText = new RegExp(`\\\\(?:${upright.join('|')})\\{([^{}]*)\\}`, 'g');
const accentedLetter = new RegExp(
  `\\\\(${Object.keys(accents).join('|')}) ?(?:\\{([^{}]*)\\}|(\\\\[A-Za-z]+|[A-Za-z]))`,
  'g',
);

/** Markup without scripts as it is printed; an unknown `\name` stays as it is. */
export function withSymbols(markup: string): string {
  return (
    markup
      .replace(uprightText, '$1')
      .replace(accentedLetter, (_, accent: string, inBraces: string | undefined, letter: string) => {
        return `${withSymbols(inBraces ?? letter)}${accents[accent]}`;
      })
      .replace(/\\,/g, thinSpace)
      // A TeX command swallows the space that ends it: "\Delta E" is one symbol next to another. Functions stand off their neighbours.
      .replace(/\\([A-Za-z]+)( (?=[A-Za-z\\]))?/g, (whole, name: string, space = '', at: number, all: string) => {
        if (operators.includes(name)) return `${symbols[name]}${space}`;
        if (!functions.includes(name)) return symbols[name] ?? whole;
        const after = all.charAt(at + whole.length);
        const before = all
          .slice(0, at)
          .replace(/(\\[A-Za-z]+) $/, '$1')
          .slice(-1);
        const gap = (neighbour: string) => (/[\p{Letter}\p{Number}\\]/u.test(neighbour) ? thinSpace : '');
        return `${gap(before)}${name}${gap(after)}`;
      })
      .replace(/(^|[\s([{=,±×])-(?=[\d.]|$)/g, `$1${minus}`)
  );
}
