/** Which plug-ins may run. It is for the person who runs a study to say, never for the study. */
export interface PluginPermission {
  /** @param digest code digest of the module with all that it imports */
  allows(digest: string): boolean;
  /** How to allow it, as what a message expects. */
  advice(): string;
}

/** All that a study names may run. */
export const allPlugins: PluginPermission = { allows: () => true, advice: () => '' };

/** Nothing may run. */
export const noPlugins: PluginPermission = { allows: () => false, advice: () => 'a study without plug-ins' };
