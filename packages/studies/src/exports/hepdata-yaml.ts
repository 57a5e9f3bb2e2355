import type { HepDataTable } from './hepdata-table.ts';

/** A table with what `submission.yaml` says of it. */
export interface SubmittedTable {
  /** At most 64 characters. */
  readonly name: string;
  readonly description: string;
  readonly file: string;
  /** Names of what the table has columns of. */
  readonly observables: readonly string[];
}

/** The file of a table: a line for each value. */
export function tableYaml({ independent_variables, dependent_variables }: HepDataTable): string {
  const columns = (variables: HepDataTable['independent_variables'] | HepDataTable['dependent_variables']) =>
    variables.flatMap((variable) => [
      `- header: ${flow(variable.header)}`,
      ...('qualifiers' in variable && variable.qualifiers !== undefined
        ? ['  qualifiers:', ...variable.qualifiers.map((qualifier) => `  - ${flow(qualifier)}`)]
        : []),
      '  values:',
      ...variable.values.map((value) => `  - ${flow(value)}`),
    ]);
  return lines([
    'independent_variables:',
    ...columns(independent_variables),
    'dependent_variables:',
    ...columns(dependent_variables),
  ]);
}

/** `submission.yaml`: a document about the whole, then one for each table. */
export function submissionYaml(comment: string, tables: readonly SubmittedTable[]): string {
  return lines([
    '---',
    `comment: ${flow(comment)}`,
    ...tables.flatMap(({ name, description, file, observables }) => [
      '---',
      `name: ${flow(name)}`,
      `description: ${flow(description)}`,
      'keywords:',
      `- {name: observables, values: ${flow(observables)}}`,
      `data_file: ${flow(file)}`,
    ]),
  ]);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

/** A value in the flow style of YAML; text as in JSON, which every YAML reader takes. */
function flow(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, own]) => `${key}: ${flow(own)}`);
  return `{${entries.join(', ')}}`;
}

/**
 * A number with all its digits. Readers of YAML 1.1, such as PyYAML, take 1e-7 for a text: an exponent needs a point before it.
 */
function numberText(value: number): string {
  const [digits, exponent] = String(value).split('e') as [string, string?];
  if (exponent === undefined) return digits;
  return `${digits.includes('.') ? digits : `${digits}.0`}e${exponent}`;
}
