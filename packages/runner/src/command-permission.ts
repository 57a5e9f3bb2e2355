import type { CodeProvider } from './code/code-provider.ts';
import { commandDigest, commandLine, describeCommandInput } from './command-stage.ts';
import type { StageGraph } from './graph.ts';
import { InputFiles } from './ingredients.ts';
import { planGraph } from './plan.ts';
import { RunnerError } from './runner-error.ts';
import type { StageSpec } from './stage.ts';
import type { Store } from './store.ts';

/** Which external programs may run. It is for the person who runs a study to say, never for the study. */
export interface CommandPermission {
  /** @param digest `commandDigest` of the stage */
  allows(stage: StageSpec, digest: string): boolean;
  /** How to allow more, for the message. */
  readonly advice: (digests: readonly string[]) => string;
}

/** All that is declared may run. */
export const allCommands: CommandPermission = { allows: () => true, advice: () => '' };

/** Nothing may run. */
export const noCommands: CommandPermission = {
  allows: () => false,
  advice: () => 'External programs are not allowed here.',
};

/**
 * Makes sure, before anything runs, that every external program that would run may run. What is in the store already needs no permission: it
 * is read, not run.
 *
 * @throws RunnerError `command-not-allowed` with every program that would run, and how to allow it
 */
export async function requirePermission(
  graph: StageGraph,
  {
    permission,
    ...known
  }: { readonly permission: CommandPermission; readonly store: Store; readonly code: CodeProvider },
): Promise<void> {
  const files = new InputFiles(known.store);
  const refused = new Map<StageSpec, string>();
  for (const stage of graph.stages) {
    if (!stage.command) continue;
    const digest = commandDigest(stage, (name) => {
      const input = stage.inputs[name]!;
      return 'file' in input ? files.digestOf(input.file, input.label) : '';
    });
    if (!permission.allows(stage, digest)) refused.set(stage, digest);
  }
  if (refused.size === 0) return;
  const planned = await planGraph(graph, known);
  const cached = new Set(planned.flatMap(({ id, status }) => (status === 'cached' ? [id] : [])));
  const blocked = [...refused].filter(([{ id }]) => !cached.has(id));
  if (blocked.length > 0) throw refusal(blocked, permission);
}

function refusal(blocked: readonly (readonly [StageSpec, string])[], permission: CommandPermission): RunnerError {
  // The configurations of a campaign mostly run the same program.
  const distinct = new Map(blocked.map(([stage, digest]) => [digest, stage]));
  const lines = [...distinct].flatMap(([digest, stage]) => [
    `  ${stage.command!.name} (${stage.command!.declaredAt}): ${commandLine(stage)}`,
    // Input files may be code as well: modules of a script, say.
    ...Object.entries(stage.inputs).flatMap(([name, input]) =>
      'file' in input ? [`    ${describeCommandInput(name)}: ${input.file}`] : [],
    ),
    `    digest: ${digest}`,
  ]);
  const what = distinct.size === 1 ? 'an external program' : `${distinct.size} external programs`;
  return new RunnerError(
    'command-not-allowed',
    `${what} would run, and you have not allowed it; nothing was run\n${lines.join('\n')}\n${permission.advice([...distinct.keys()])}`,
  );
}
