/** A module as it is executed: one file in which everything it can reach is bundled. */
export interface ResolvedModule {
  /** Digest of what the module can execute: its bundle, and the packages outside the workspace by name and version. */
  readonly digest: string;
  /** file: URL to import. */
  readonly url: string;
  /** sha256 of that file; whoever imports it checks this first. */
  readonly bundle: string;
  /** Digest of each source file that contributes ('fitting/newton'), and version of each outside package ('d3-scale'): for messages. */
  readonly files: Readonly<Record<string, string>>;
}

/** Where stage modules and their digests come from: the sources of a checkout, or the manifest of a published build. */
export interface CodeProvider {
  /**
   * The modules behind specifiers such as '@cevns/physics/form-factors/helm'.
   *
   * @throws RunnerError `code-not-found`, `code-invalid`, `code-manifest`, `code-cache-unwritable`
   */
  resolve(specifiers: readonly string[]): Promise<ReadonlyMap<string, ResolvedModule>>;
}
