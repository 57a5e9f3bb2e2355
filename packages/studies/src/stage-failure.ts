import type { StageGraph } from '@cevns/runner/graph';
import { StageError } from '@cevns/runner/runner-error';

/**
 * The failure of a stage with files in place of the inputs it names in angle brackets (see `aboutInput`); any other error as it is.
 *
 * @param shown how to write a file, given by its absolute path
 */
export function withFileNames(error: unknown, { stages }: StageGraph, shown: (file: string) => string): unknown {
  if (!(error instanceof StageError)) return error;
  const inputs = stages.find(({ id }) => id === error.stage)?.inputs ?? {};
  const message = error.message.replace(/<([^<>\n]+)>(?=:)/g, (whole, name: string) => {
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (input === undefined) return whole;
    if ('file' in input) return shown(input.file);
    const maker = stages.find(({ id }) => id === input.stage)?.command;
    return maker === undefined ? whole : `${input.output} of the command ${maker.name}`;
  });
  return message === error.message ? error : new StageError(error.code, error.stage, message, { cause: error.cause });
}
