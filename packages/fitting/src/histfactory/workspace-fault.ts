/** Steps from the root of a workspace to what is wrong. */
export type WorkspacePath = readonly (string | number)[];

/** One thing that is wrong with a workspace. */
export interface WorkspaceFault {
  readonly path: WorkspacePath;
  /** One sentence in lower case without a full stop. */
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
  /** Names of which one may have been meant instead of the one found. */
  readonly known?: readonly string[];
}

/** A path as people write it: `channels[0].samples[1].data`. */
export function pathText(path: WorkspacePath): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text.replace(/^\./, '');
}
