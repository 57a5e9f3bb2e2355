import { createHash } from 'node:crypto';
import type { ResultFile } from '@cevns/runner/materialise';
import type { ProvenanceRecord } from '@cevns/runner/provenance';
import type { RunResult } from '@cevns/runner/run-result';
import { type ConfigurationOutcome, causeOf } from './campaign-outcome.ts';
import { CampaignTable } from './campaign-table.ts';
import type { OpenedCampaign } from './open-campaign.ts';

/** The files of configurations, and of what output of which stage each is. */
export interface ConfigurationFiles {
  readonly files: readonly ResultFile[];
  readonly results: ProvenanceRecord['results'];
}

/** The files of all configurations that did not fail. */
export function configurationFiles(outcomes: readonly ConfigurationOutcome[], run: RunResult): ConfigurationFiles {
  const files: ResultFile[] = [];
  const results: Record<string, ProvenanceRecord['results'][string]> = {};
  for (const { configuration, failure } of outcomes) {
    if (failure !== undefined) continue;
    for (const { path, stage, output } of configuration.files) {
      const place = `configurations/${configuration.id}/${path}`;
      files.push({ path: place, content: run.artifact(stage, output) });
      results[place] = { stage, output };
    }
  }
  return { files, results };
}

/** `campaign.csv`. */
export function tableOf(
  { axes }: OpenedCampaign,
  run: RunResult,
  outcomes: readonly ConfigurationOutcome[],
): CampaignTable {
  const table = new CampaignTable(axes);
  for (const { configuration, failure } of outcomes) {
    const { id, values, files } = configuration;
    const { stage, output } = files.find(({ path }) => path === 'summary.json')!;
    const result = failure ? { error: causeOf(failure) } : { summary: run.artifact(stage, output).json() };
    table.add({ id, values, result });
  }
  return table;
}

/** Text of `campaign.json`: the axes, how many configurations there are, and which failed of what. */
export function overviewText(
  { name, title, axes, configurations }: OpenedCampaign,
  outcomes: readonly ConfigurationOutcome[],
): string {
  const failed = outcomes.filter(({ failure }) => failure !== undefined);
  const overview = {
    schema: 'cevns/1.0',
    campaign: name,
    ...(title === undefined ? {} : { title }),
    axes: axes.map((path, axis) => ({ path, values: [...new Set(configurations.map(({ values }) => values[axis]!))] })),
    configurations: { total: outcomes.length, ok: outcomes.length - failed.length, failed: failed.length },
    failures: failed.map(({ configuration: { id, sets }, failure }) => ({
      configuration: id,
      set: sets,
      stage: failure!.stage,
      error: causeOf(failure!),
    })),
  };
  return `${JSON.stringify(overview, null, 2)}\n`;
}

/** Digest of everything that the table and the provenance record are made of. */
export function resultsKey(
  { configurations, axes }: OpenedCampaign,
  run: RunResult,
  outcomes: readonly ConfigurationOutcome[],
  versions: readonly string[],
): string {
  const hash = createHash('sha256');
  const add = (part: string) => hash.update(part).update('\n');
  add(JSON.stringify([versions, process.versions.node, process.platform, axes]));
  for (const [specifier, { digest, files }] of run.modules) add(JSON.stringify([specifier, digest, files]));
  for (const { id, values, files } of configurations) add(JSON.stringify([id, values, files]));
  for (const { failure } of outcomes) if (failure) add(`${failure.stage} ${failure.message}`);
  // A key stands for the parameters, the code and the inputs of a stage.
  for (const [id, { key, outputs }] of run.stages) {
    add(`${id} ${key}`);
    for (const name in outputs) add(`${name} ${outputs[name]!.digest}`);
  }
  return hash.digest('hex');
}
