/** Plurals of what a choice can be made for one by one. */
const PLURALS: Readonly<Record<string, string>> = { proton: 'protons', neutron: 'neutrons' };

/** The name of a convention as a heading: `form-factor` is `Form factor`. */
export function conventionName(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A convention in words. A chosen name stands before its numbers: `tree-level (sin^{2} θ_{W} = 0.23857)`; choices for protons and
 * neutrons one after the other: `protons: helm, neutrons: helm-rms (skin = 0.05)`; lists with commas.
 *
 * @param symbols what to call parameters
 */
export function conventionText(value: unknown, symbols: Readonly<Record<string, string>> = {}): string {
  if (Array.isArray(value)) return value.map((each) => conventionText(each, symbols)).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const { name, model, ...rest } = value as Readonly<Record<string, unknown>>;
  const chosen = name ?? model;
  const parts = Object.entries(rest).map(([key, each]) => {
    const label = symbols[key] ?? PLURALS[key] ?? key;
    return `${label}${typeof each === 'number' ? ' =' : ':'} ${conventionText(each, symbols)}`;
  });
  if (chosen === undefined) return parts.join(', ');
  return parts.length === 0 ? String(chosen) : `${String(chosen)} (${parts.join(', ')})`;
}
