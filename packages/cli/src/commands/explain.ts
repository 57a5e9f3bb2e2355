import { allCommands, type CommandPermission } from '@cevns/runner/command-permission';
import { trustedCommands, trustFile } from '@cevns/runner/command-trust';
import { Store } from '@cevns/runner/store';
import { explain as explainStudy } from '@cevns/studies/explain/explain';
import type { InternalStudy } from '@cevns/studies/lower/internal-study';
import { CallError } from '../call-error.ts';
import { codeOfFiles } from '../code-of-files.ts';
import { explanationLines } from '../explanation-lines.ts';
import type { StudyOptions } from '../program.ts';
import { requireFolder } from '../required-folder.ts';
import { shownFile } from '../shown-file.ts';
import type { Surroundings } from '../terminal.ts';
import { openFiles } from './open-studies.ts';

export interface ExplainOptions extends StudyOptions {
  readonly allowCommands?: boolean;
}

/** `cevns explain`: the prediction of a study under the other named conventions, one choice changed at a time. */
export async function explain(file: string, options: ExplainOptions, surroundings: Surroundings): Promise<number> {
  const { home, terminal, signal } = surroundings;
  if (options.store !== undefined) requireFolder(options.store, '--store');
  const [opened] = await openFiles([file], options, surroundings);
  if ('campaign' in opened!) {
    const named = shownFile(opened.campaign.study);
    throw new CallError(`${file} is a campaign; explain takes a study, such as the ${named} that it names`);
  }
  const { study, store, checks, plugins } = opened!;
  const refusal = notExplained(study.loaded.internal as Partial<InternalStudy>);
  if (refusal !== undefined) throw new CallError(`${file} ${refusal}`);
  requireFolder(store, 'the store');
  const commands: CommandPermission = options.allowCommands
    ? allCommands
    : trustedCommands(trustFile(process.env), file);
  const { explanation, run } = await explainStudy(study, {
    file,
    home,
    sets: options.set,
    memory: checks.schema,
    plugins,
    shown: shownFile,
    run: {
      store: new Store(store),
      code: codeOfFiles(home, [opened!]),
      commands,
      signal,
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    },
  });
  checks.save();
  if (options.json) terminal.print(JSON.stringify(explanation, null, 2));
  else for (const line of explanationLines(explanation)) terminal.print(line);
  const { ran, cached } = run.counts;
  terminal.error(
    `${study.name}: ${ran} stages computed, ${cached} unchanged, ${(run.durationMs / 1000).toFixed(2)} s; no results were written`,
  );
  return 0;
}

/** Why a study cannot be explained, where it cannot. */
function notExplained({ inputs, detector, region }: Partial<InternalStudy>): string | undefined {
  if (inputs?.experiments !== undefined) return 'has several experiments; explain takes a study of one';
  if (detector?.signal?.events !== undefined) {
    return 'has a template as its signal, which no convention changes; explain takes a signal that is predicted from recoils';
  }
  const cut = Object.keys(region ?? {}).find((observable) => !['PE', 'energy', 'time'].includes(observable));
  if (cut === undefined) return undefined;
  return `has a region in ${cut}; explain compares events before what a template says of other observables`;
}
