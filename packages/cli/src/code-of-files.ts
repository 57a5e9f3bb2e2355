import type { CodeProvider, ResolvedModule } from '@cevns/runner/code/code-provider';
import { PluginCode, pluginName } from '@cevns/runner/code/plugin-code';
import { codeOf } from '@cevns/studies/run-study';
import { CallError } from './call-error.ts';
import type { NamedCampaign, NamedStudy } from './commands/open-studies.ts';

/**
 * The code that files run: that of the checkout, and their plug-ins.
 *
 * @throws CallError when two files have different plug-ins of one name
 */
export function codeOfFiles(
  home: string,
  opened: readonly Pick<NamedStudy | NamedCampaign, 'file' | 'plugins'>[],
): CodeProvider {
  const modules = new Map<string, ResolvedModule & { readonly usedBy: string }>();
  for (const { file, plugins } of opened) {
    for (const [specifier, module] of plugins.modules) {
      const known = modules.get(specifier);
      if (known !== undefined && known.digest !== module.digest) {
        const files = `${known.usedBy} and ${file}`;
        throw new CallError(
          `${files} have different plug-ins called ${pluginName(specifier)}; run one after the other`,
        );
      }
      modules.set(specifier, { ...module, usedBy: file });
    }
  }
  return modules.size === 0 ? codeOf(home) : new PluginCode(codeOf(home), modules);
}
