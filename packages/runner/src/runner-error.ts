/** Every way in which the runner can fail, with one sentence for the reader of the documentation. */
export const runnerErrorCodes = {
  'graph-invalid': 'A stage of the graph is described wrongly.',
  'graph-duplicate-stage': 'Two stages of the graph have the same id.',
  'graph-unknown-stage': 'A stage takes its input from a stage that is not in the graph.',
  'graph-unknown-output': 'A stage takes an output that the other stage does not have.',
  'graph-cycle': 'Stages wait for each other in a circle.',
  'not-json': 'A value that has to be plain JSON is not.',
  'input-missing': 'An input file does not exist.',
  'input-unreadable': 'An input file cannot be read.',
  'input-changed': 'An input file or a stored object changed while the run was using it.',
  'code-not-found': 'A module of a stage, or something it imports, cannot be found.',
  'code-invalid': 'A module of a stage cannot be compiled.',
  'code-cache-unwritable': 'The folder for compiled modules cannot be written.',
  'code-manifest': 'The manifest of compiled modules is missing, damaged or incomplete.',
  'code-tampered': 'A compiled module is not the one that its digest names.',
  'store-format': 'The store was made by a version of the runner that this one does not understand.',
  'store-read-only': 'The store may not be written.',
  'store-full': 'The disk or the quota of the store is full.',
  'store-unusable': 'The store cannot be read or written for another reason.',
  'stage-failed': 'The function of a stage threw an error.',
  'stage-no-run': 'The module of a stage does not export a function `run`.',
  'stage-output': 'A stage returned something else than its declared outputs.',
  'stage-crashed': 'The worker of a stage ended before the stage did.',
  'stage-time-limit': 'A stage took longer than its time limit.',
  'command-not-allowed': 'An external program would run, and the person who runs the study has not allowed it.',
  'command-failed': 'An external program could not be started, failed, or was ended at its time limit.',
  'command-output': 'An external program did not leave the files that it declares.',
  'trust-invalid': 'The file that says which external programs and plug-ins may run cannot be used.',
  interrupted: 'The run was interrupted.',
  'array-invalid': 'A file is not an .npz archive, or an array does not fit its shape.',
  'array-unsupported': 'An .npz archive holds a kind of array that is not supported.',
  'results-path': 'A result file would lie outside the results folder, or is in the way of another.',
  'results-unwritable': 'The results folder cannot be written.',
} as const;

export type RunnerErrorCode = keyof typeof runnerErrorCodes;

/** An error of the runner; `code` is stable, `message` is for people. */
export class RunnerError extends Error {
  readonly code: RunnerErrorCode;

  constructor(code: RunnerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RunnerError';
    this.code = code;
  }
}

/** The failure of one stage; `cause` is what its function threw. */
export class StageError extends RunnerError {
  readonly stage: string;

  constructor(code: RunnerErrorCode, stage: string, message: string, options?: ErrorOptions) {
    super(code, message, options);
    this.name = 'StageError';
    this.stage = stage;
  }
}
