import { TableError } from '@cevns/detectors/tables/csv';

/**
 * Runs what reads an input of a stage, and makes its complaints say which input they are about: `<events>:4: ...` with the line
 * of a table, `<events>: ...` otherwise. A stage knows its inputs by name only; whoever shows the message puts the file in.
 *
 * @throws Error with the name of the input in angle brackets
 */
export function aboutInput<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof TableError) {
      const lines = error.problems.map(({ line, message }) => `<${name}>:${line}: ${message}`);
      throw new Error(lines.join('\n'), { cause: error });
    }
    if (error instanceof RangeError) throw new Error(`<${name}>: ${error.message}`, { cause: error });
    throw error;
  }
}
