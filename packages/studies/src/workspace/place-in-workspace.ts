import type { FittingError } from '@cevns/fitting/fitting-error';
import type { Workspace } from '@cevns/fitting/histfactory/workspace';
import type { WorkspacePath } from '@cevns/fitting/histfactory/workspace-fault';

/** A place in a likelihood model, as a message and in the workspace that the model was made from. */
export interface PlaceInWorkspace {
  readonly path: WorkspacePath;
  /** One sentence in lower case without a full stop. */
  readonly words: string;
}

/** Where in a workspace stands what an error of its likelihood model is about. */
export function placeInWorkspace(
  { code, path }: Pick<FittingError, 'code' | 'path'>,
  workspace: Workspace,
  measurement: string,
): PlaceInWorkspace {
  const channel = /^channels\[(\d+)\] \((.*?)\)(?=\.)/.exec(path);
  if (channel !== null) return inChannel(Number(channel[1]), path.slice(channel[0].length), workspace);
  const parameter = /^parameters\[\d+\] \((.*?)\)(?:\.|$)/.exec(path);
  if (parameter !== null) return ofParameter(parameter[1]!, code, workspace, measurement);
  return { path: [], words: `the likelihood of this workspace cannot be used: ${path}` };
}

function inChannel(c: number, rest: string, { channels, observations }: Workspace): PlaceInWorkspace {
  const { name, samples } = channels[c]!;
  const bin = /\[(\d+)\]$/.exec(rest)?.[1];
  const ofBin = bin === undefined ? [] : [Number(bin)];
  if (rest.startsWith('.observed')) {
    const i = observations.findIndex((observation) => observation.name === name);
    const words = `events were observed in bin ${bin ?? '?'} of \`${name}\`, where no sample expects any`;
    return { path: ['observations', i, 'data', ...ofBin], words };
  }
  const own = samples.findIndex((sample) => rest.startsWith(`.components.${sample.name}.`));
  if (own < 0) return { path: ['channels', c], words: `the channel \`${name}\` cannot be used` };
  const path = ['channels', c, 'samples', own, 'data'];
  if (rest.includes('.nominal')) {
    return {
      path: [...path, ...ofBin],
      words: `\`${samples[own]!.name}\` expects less than nothing in a bin of \`${name}\``,
    };
  }
  return { path, words: `\`${samples[own]!.name}\` of \`${name}\` cannot be used` };
}

function ofParameter(own: string, code: string, workspace: Workspace, measurement: string): PlaceInWorkspace {
  const name = own.replace(/\[\d+\]$/, '');
  const first = firstModifier(name, workspace) ?? [];
  if (code === 'parameter-without-effect') return { path: first, words: `\`${own}\` does nothing` };
  const m = workspace.measurements.findIndex((each) => each.name === measurement);
  const p = (workspace.measurements[m]!.config.parameters ?? []).findIndex((each) => each.name === name);
  const words = `\`${own}\` cannot start, or be constrained, like this`;
  return { path: p < 0 ? first : ['measurements', m, 'config', 'parameters', p], words };
}

/** The name in the first modifier of a name. */
function firstModifier(name: string, { channels }: Workspace): WorkspacePath | undefined {
  for (const [c, { samples }] of channels.entries()) {
    for (const [s, { modifiers }] of samples.entries()) {
      const m = modifiers.findIndex((modifier) => modifier.name === name);
      if (m >= 0) return ['channels', c, 'samples', s, 'modifiers', m, 'name'];
    }
  }
  return undefined;
}
