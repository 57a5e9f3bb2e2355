import { join } from 'node:path';
import type { CodeProvider } from '@cevns/runner/code/code-provider';
import type { CommandPermission } from '@cevns/runner/command-permission';
import { joinGraphs } from '@cevns/runner/joint-graph';
import { Store } from '@cevns/runner/store';
import { type Item, runTogether } from '@cevns/studies/run-together';
import { campaignOutcome } from '../campaign-end.ts';
import { collectEarly } from '../early-collection.ts';
import type { RunOptions } from '../program.ts';
import type { EndedRun } from '../run-outcome.ts';
import { watchRuns } from '../run-watch.ts';
import { StageLog } from '../stage-log.ts';
import { studyOutcome } from '../study-end.ts';
import type { Surroundings } from '../terminal.ts';
import { type NamedCampaign, type NamedStudy, subjectOf } from './open-studies.ts';

/**
 * Runs the opened files of one store as one graph. Each that ends well is told at once; what failed is for the end.
 *
 * @param ended receives how each ended, in the order of the files, even when an error comes later
 * @throws an error that is no failure of a stage
 */
export async function runFiles(
  opened: readonly (NamedStudy | NamedCampaign)[],
  code: CodeProvider,
  permissionOf: (item: NamedStudy | NamedCampaign) => CommandPermission,
  options: RunOptions,
  { terminal, version, signal }: Surroundings,
  ended: EndedRun[],
): Promise<void> {
  const folders = opened.map((item) => options.out ?? join('results', subjectOf(item).name));
  const joint = joinGraphs(opened.map((item) => subjectOf(item).graph));
  const logs = opened.map(() => new StageLog());
  const outcomes: (EndedRun | undefined)[] = opened.map(() => undefined);
  const watch = watchRuns(opened, joint, terminal, options.quiet ?? false);
  const outcomeOf = (i: number, end?: Parameters<typeof studyOutcome>[3]): EndedRun => {
    const item = opened[i]!;
    if ('study' in item) return studyOutcome(item, folders[i]!, logs[i]!, end);
    return campaignOutcome(item, folders[i]!, logs[i]!, end);
  };
  // Before the run, so that one that is cut off is taken up without checking anew.
  for (const item of opened) if ('campaign' in item && item.isNew) item.memory.remember(item.campaign);
  const items = opened.map((item, i): Item => {
    const common = { folder: folders[i]!, commands: permissionOf(item) };
    return 'study' in item ? { ...common, study: item.study } : { ...common, ...item };
  });
  const hasCampaign = opened.some((item) => 'campaign' in item);
  let computed = 0;
  let error: unknown;
  try {
    await runTogether(joint, items, {
      code,
      store: new Store(opened[0]!.store),
      version,
      signal,
      keepGoing: options.keepGoing ?? false,
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      onEvent: (event, i) => {
        logs[i]!.receive(event);
        watch.onEvent(event, i);
        if (event.event !== 'stage-end' || !hasCampaign) return;
        // Node.js sets the flags of V8 anew whenever a worker begins.
        if (computed % 100 === 0) collectEarly();
        computed += 1;
      },
      onEnd: (i, end) => {
        const outcome = outcomeOf(i, end);
        outcomes[i] = outcome;
        if (outcome.state === 'done' && !options.quiet && !terminal.log)
          for (const line of outcome.lines()) terminal.error(line);
        if (outcome.json !== undefined) opened[i]!.checks.save();
      },
    });
  } catch (caught) {
    error = caught;
    throw caught;
  } finally {
    watch.close();
    ended.push(...outcomes.map((outcome, i) => outcome ?? { ...outcomeOf(i), error }));
  }
}
