import { dirname, resolve } from 'node:path';
import { loadFile } from '@cevns/language/load';
import { type Located, nodeAt, plainValue } from '@cevns/language/located';
import { StudyError } from '@cevns/language/problem';
import type { CodeProvider, ResolvedModule } from '@cevns/runner/code/code-provider';
import { PluginCode, pluginName, pluginSpecifier } from '@cevns/runner/code/plugin-code';
import type { PluginPermission } from '@cevns/runner/code/plugin-permission';
import type { ProvenanceRecord } from '@cevns/runner/provenance';
import { openPlugin } from '../plugins/open-plugin.ts';
import { PluginFault } from '../plugins/plugin-fault.ts';

/** The code of a recorded run, looked up again: that of cevns, and the plug-ins that the run used. */
export interface FoundCode {
  readonly code: CodeProvider;
  /** Plug-ins that were found and may not run, as lines that say which they are. */
  readonly refused: readonly string[];
}

/**
 * Looks for the plug-ins of a record where studies name them, and loads those that may run.
 *
 * @param near files of studies or campaigns that may have been those of the run
 */
export async function findPlugins(
  { code: recorded }: Pick<ProvenanceRecord, 'code'>,
  options: { readonly own: CodeProvider; readonly near: readonly string[]; readonly permission: PluginPermission },
): Promise<FoundCode> {
  const wanted = new Set(Object.keys(recorded).flatMap((specifier) => pluginName(specifier) ?? []));
  if (wanted.size === 0) return { code: options.own, refused: [] };
  const modules = new Map<string, ResolvedModule>();
  const faults: PluginFault[] = [];
  for (const [writtenAs, folder] of options.near.flatMap((file) => namedIn(resolve(file)))) {
    try {
      const { name, module } = await openPlugin(writtenAs, folder, {
        code: options.own,
        permission: options.permission,
      });
      const specifier = pluginSpecifier(name);
      const isRecorded = module.digest === recorded[specifier]?.digest;
      if (wanted.has(name) && (isRecorded || !modules.has(specifier))) modules.set(specifier, module);
    } catch (error) {
      if (!(error instanceof PluginFault)) throw error;
      faults.push(error);
    }
  }
  const complete = [...wanted].every((name) => modules.has(pluginSpecifier(name)));
  const refused = faults.filter(({ code }) => code === 'E801').map(({ details: { found } }) => found ?? '');
  const told = faults.map(({ message }) => message);
  return {
    code: new PluginCode(options.own, modules, told),
    refused: complete ? [] : [...new Set(refused)],
  };
}

/** The plug-ins that a file names, each with the folder that the name starts from; of a campaign, those of its study. */
function namedIn(file: string): [writtenAs: string, folder: string][] {
  let root: Located;
  try {
    root = loadFile(file);
  } catch (error) {
    if (error instanceof StudyError) return [];
    throw error;
  }
  const value = (key: string): unknown => {
    const node = nodeAt(root, [key]);
    return node && plainValue(node);
  };
  const study = value('study');
  if (value('campaign') !== undefined && typeof study === 'string') return namedIn(resolve(dirname(file), study));
  const plugins = value('plugins');
  if (!Array.isArray(plugins)) return [];
  return plugins.flatMap((each: unknown) =>
    typeof each === 'string' ? [[each, dirname(file)] as [string, string]] : [],
  );
}
