import type { CodeProvider } from '@cevns/runner/code/code-provider';
import type { CommandPermission } from '@cevns/runner/command-permission';
import type { JointGraph } from '@cevns/runner/joint-graph';
import { newRunId, type RunEvent } from '@cevns/runner/journal';
import { runGraphs } from '@cevns/runner/run';
import type { RunResult } from '@cevns/runner/run-result';
import { indexRuns } from '@cevns/runner/runs/run-index';
import type { Store } from '@cevns/runner/store';
import type { OpenedCampaign } from './campaign/open-campaign.ts';
import { type CampaignRun, type WriteCampaignOptions, writeCampaign } from './campaign/write-campaign.ts';
import type { OpenedStudy } from './open-study.ts';
import { type StudyRun, writeStudy } from './write-study.ts';

interface CommonItem {
  /** Results folder. */
  readonly folder: string;
  /** Which external programs may run; default: none. */
  readonly commands?: CommandPermission;
}

export interface StudyItem extends CommonItem {
  readonly study: OpenedStudy;
}

export interface CampaignItem extends CommonItem, Pick<WriteCampaignOptions, 'memory'> {
  readonly campaign: OpenedCampaign;
}

/** A study or a campaign that runs together with others. */
export type Item = StudyItem | CampaignItem;

/** How the run of an item ended, and what was written. */
export interface EndedItem {
  readonly run: RunResult;
  /** Undefined when nothing was written, since stages that all results need failed, or were not run after a failure elsewhere. */
  readonly written?: StudyRun | CampaignRun;
  /** Why its results could not be written. */
  readonly error?: unknown;
}

export interface RunTogetherOptions {
  readonly code: CodeProvider;
  readonly store: Store;
  /** Version of cevns, for the provenance records. */
  readonly version: string;
  readonly jobs?: number;
  /** Go on with other items, and other configurations of a campaign, when one has failed. Default: false, nothing new is begun. */
  readonly keepGoing?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent, item: number) => void;
  /** Told as soon as all stages of an item came to an end and its results are written. */
  readonly onEnd?: (item: number, ended: EndedItem) => void;
}

/**
 * Runs studies and campaigns as one graph: what several need is computed once. The results of each are written as soon as its own stages are
 * there, with the same bytes as if it had run alone. Every run gets into the index of the store, however it ends.
 *
 * @param joint the graphs of the items, joined in the same order
 * @throws what could not be written, at the end with `keepGoing`; what ended the whole run, such as an interrupt
 */
export async function runTogether(
  joint: JointGraph,
  items: readonly Item[],
  options: RunTogetherOptions,
): Promise<void> {
  const { version, onEnd, keepGoing = false, ...rest } = options;
  const parts = items.map(({ commands }) => ({ run: newRunId(), ...(commands === undefined ? {} : { commands }) }));
  const errors: unknown[] = [];
  const end = (i: number, run: RunResult): void => {
    const ended = endOf(items[i]!, run, version, keepGoing);
    onEnd?.(i, ended);
    if (ended.error === undefined) return;
    if (!keepGoing) throw ended.error;
    errors.push(ended.error);
  };
  try {
    await runGraphs(joint, parts, { ...rest, keepGoing, onEnd: end });
    if (errors.length > 0) throw errors[0];
  } finally {
    const indexed = items.map((item, i) => ({ run: parts[i]!.run, ...aboutOf(item), folder: item.folder }));
    await indexRuns(options.store, indexed);
  }
}

function endOf(item: Item, run: RunResult, version: string, keepGoing: boolean): EndedItem {
  // The table of a campaign says which configurations failed, the summary of a study which analyses.
  const hasResults = run.status === 'succeeded' || (run.status === 'failed' && keepGoing);
  if (!hasResults) return { run };
  try {
    const options = { ...item, version };
    const written = 'study' in item ? writeStudy(item.study, run, options) : writeCampaign(item.campaign, run, options);
    return written === undefined ? { run } : { run, written };
  } catch (error) {
    return { run, error };
  }
}

function aboutOf(item: Item): { readonly study: string; readonly file: string } {
  if ('campaign' in item) return { study: item.campaign.name, file: item.campaign.file };
  return { study: item.study.name, file: item.study.loaded.usedFiles[0]!.path };
}
