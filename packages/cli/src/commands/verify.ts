import { resolve } from 'node:path';
import { allPlugins } from '@cevns/runner/code/plugin-permission';
import { trustedPlugins, trustFile } from '@cevns/runner/command-trust';
import { Store } from '@cevns/runner/store';
import type { Discrepancy } from '@cevns/studies/results/close-numbers';
import { findInputs } from '@cevns/studies/results/find-inputs';
import { findPlugins } from '@cevns/studies/results/find-plugins';
import type { ResultsFolder } from '@cevns/studies/results/results-folder';
import { type Verification, verifyResults } from '@cevns/studies/results/verify-results';
import { codeOf } from '@cevns/studies/run-study';
import { CallError } from '../call-error.ts';
import { findResults, foldersOf, pastRuns } from '../past-runs.ts';
import { storesInSight } from '../stores-in-sight.ts';
import type { Surroundings } from '../terminal.ts';

export interface VerifyOptions {
  readonly store?: string;
  readonly jobs?: number;
  readonly allowPlugins?: boolean;
}

/** `cevns verify`: computes a result again from its provenance record; exit status 1 when something differs. */
export async function verify(name: string, options: VerifyOptions, surroundings: Surroundings): Promise<number> {
  const { home, terminal, signal } = surroundings;
  const results = findResults(name, options.store);
  const near = filesNear(results, options.store);
  const permission = options.allowPlugins ? allPlugins : trustedPlugins(trustFile(process.env), near[0]!);
  const { code, refused } = await findPlugins(results.record, { own: codeOf(home), near, permission });
  if (refused.length > 0) {
    const advice = 'to compute it again, allow that with --allow-plugins';
    throw new CallError(`${name} was computed with a plug-in; ${advice}\n  ${refused.join('\n  ')}`);
  }
  const verification = await verifyResults(results, {
    code,
    inputs: findInputs(results.record, home, near),
    stores: storesInSight(options.store).map((folder) => new Store(folder)),
    signal,
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
  });
  for (const line of verificationLines(results, verification)) terminal.print(line);
  return verification.agrees ? 0 : 1;
}

/** The study file of the run that wrote the results, and the results themselves. */
function filesNear({ folder }: ResultsFolder, store: string | undefined): string[] {
  const runs = pastRuns(store).filter((run) => foldersOf(run).includes(resolve(folder)));
  const files = runs.flatMap((run) => run.results.map(({ file }) => resolve(run.store, file)));
  return [...new Set([...files, resolve(folder, 'study.resolved.yaml')])];
}

function verificationLines({ folder, record }: ResultsFolder, verification: Verification): string[] {
  const { compared, recorded, outputs, files, inputs, code, contradictions, agrees } = verification;
  const within = (stage: string): string =>
    stage.startsWith(`${record.graph}/`) ? stage.slice(record.graph.length + 1) : stage;
  const count = (verdict: string): number => outputs.filter((output) => output.verdict === verdict).length;
  const how =
    compared === 'digests'
      ? 'same platform, so bytes are compared'
      : 'another platform here, so numbers are compared, to 1e-12';
  const lines = [`${folder}: recorded with ${recorded}; ${how}`];
  for (const { label, recorded: before, digest } of inputs) {
    lines.push(
      `  input file ${label} ${digest === undefined ? 'is nowhere to be found' : `changed since (${before.slice(0, 8)} -> ${digest.slice(0, 8)})`}`,
    );
  }
  for (const { change, modules } of code)
    lines.push(`  code since: ${change} (${modules.length} module${modules.length === 1 ? '' : 's'})`);
  for (const stage of contradictions) lines.push(`  ${within(stage)}: its record was changed, and contradicts itself`);
  for (const stage of record.missing) lines.push(`  ${within(stage)}: it had failed or was skipped`);
  for (const { stage, output, verdict, discrepancy, reason } of outputs) {
    if (verdict === 'differs')
      lines.push(`  ${within(stage)}: ${output} comes out differently${placeText(discrepancy)}`);
    if (verdict === 'missing') lines.push(`  ${within(stage)}: ${output} could not be computed: ${reason}`);
  }
  for (const { path, what, discrepancy } of files.changed) {
    lines.push(`  ${path} ${what === 'missing' ? 'is missing' : 'was changed after the run'}${placeText(discrepancy)}`);
  }
  const notes = [
    `${count('same')} of ${outputs.length} outputs have the same bytes`,
    ...(count('close') > 0 ? [`${count('close')} agree in their numbers`] : []),
    ...(count('taken') > 0 ? [`${count('taken')} of external programs taken from the store`] : []),
    ...(count('unknown') > 0 ? [`${count('unknown')} cannot be compared (only their digests are known)`] : []),
    `${files.count - files.changed.length} of ${files.count} files are as written`,
  ];
  lines.push(`${agrees ? 'verified' : 'NOT verified'}: ${notes.join(', ')}`);
  return lines;
}

function placeText(discrepancy: Discrepancy | undefined): string {
  if (discrepancy === undefined) return '';
  const { path, expected, found } = discrepancy;
  return `: ${path === undefined ? '' : `${path} is `}${expected}, computed again ${found}`;
}
