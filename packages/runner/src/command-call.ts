/** The parameters of a command stage: with the content of its inputs, all that its outputs may depend on. */
export interface CommandParameters {
  /** Name of the program; `copied` into the scratch folder under this name, or run where it was found on PATH. */
  readonly program: { readonly name: string; readonly copied: boolean };
  /** Name of the interpreter that was found on PATH. */
  readonly interpreter?: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Where one run of a command finds what. */
export interface CommandPlaces {
  /** Absolute paths of the program and the interpreter. */
  readonly program: string;
  readonly interpreter: string | undefined;
  /** Folder for what the program wants to put away meanwhile. */
  readonly temporary: string;
  /** PATH and HOME of the person who runs it. */
  readonly path: string | undefined;
  readonly home: string | undefined;
}

/**
 * What is started for a command: file, arguments, and the whole environment. This module is the code of a command stage: its digest is in the
 * key, so that programs run again when the way in which they are called changes.
 */
export function commandCall(
  { program, interpreter, arguments: args, environment }: CommandParameters,
  places: CommandPlaces,
): { file: string; arguments: readonly string[]; environment: Record<string, string> } {
  const { path, home, temporary } = places;
  return {
    file: interpreter === undefined ? places.program : places.interpreter!,
    arguments: interpreter === undefined ? args : [program.copied ? `./${program.name}` : places.program, ...args],
    environment: {
      ...(path === undefined ? {} : { PATH: path }),
      ...(home === undefined ? {} : { HOME: home }),
      LANG: 'C',
      TMPDIR: temporary,
      ...environment,
    },
  };
}
