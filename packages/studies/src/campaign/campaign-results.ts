import { sha256 } from '@cevns/runner/digest';
import type { ResultFile } from '@cevns/runner/materialise';
import type { ProvenanceRecord } from '@cevns/runner/provenance';
import type { RunResult } from '@cevns/runner/run-result';
import { type ConfigurationOutcome, causeOf } from './campaign-outcome.ts';
import { campaignTable } from './campaign-table.ts';
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

/** Text of `campaign.csv`. */
export function tableText({ axes }: OpenedCampaign, run: RunResult, outcomes: readonly ConfigurationOutcome[]): string {
  return campaignTable(
    axes,
    outcomes.map(({ configuration: { id, values, files }, failure }) => {
      const { stage, output } = files.find(({ path }) => path === 'summary.json')!;
      const result = failure ? { error: causeOf(failure) } : { summary: run.artifact(stage, output).json() };
      return { id, values, result };
    }),
  );
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
  const parts = [JSON.stringify([versions, process.versions.node, process.platform, axes])];
  for (const [specifier, { digest, files }] of run.modules) parts.push(JSON.stringify([specifier, digest, files]));
  for (const { id, values, files } of configurations) parts.push(JSON.stringify([id, values, files]));
  for (const { failure } of outcomes) if (failure) parts.push(`${failure.stage} ${failure.message}`);
  // A key stands for the parameters, the code and the inputs of a stage.
  for (const [id, { key, outputs }] of run.stages) {
    parts.push(`${id} ${key}`);
    for (const name in outputs) parts.push(`${name} ${outputs[name]!.digest}`);
  }
  return sha256(parts.join('\n'));
}
