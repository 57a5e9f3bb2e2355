import type { PlannedStage } from '@cevns/runner/plan';
import { planCounts } from '../plan-counts.ts';

/** Reasons shown per kind of stage: what is common comes first. */
const MOST_REASONS = 5;

/** What a run of a campaign would do, as lines: counts per kind of stage, and the reasons with how often each occurs. */
export function planCampaign(name: string, stages: readonly PlannedStage[]): string[] {
  const count = (of: readonly PlannedStage[], status: PlannedStage['status']): number =>
    of.filter((stage) => stage.status === status).length;
  const kinds = new Map<string, PlannedStage[]>();
  for (const stage of stages) kinds.set(stage.kind, [...(kinds.get(stage.kind) ?? []), stage]);
  const width = Math.max(...[...kinds.keys()].map((kind) => kind.length));
  const lines = [`${name}: ${planCounts(stages)}`];
  for (const [kind, own] of kinds) {
    const [run, mayRun, cached] = [count(own, 'run'), count(own, 'may-run'), count(own, 'cached')];
    const parts = [
      ...(run > 0 ? [`${run} run`] : []),
      ...(mayRun > 0 ? [`${mayRun} may run`] : []),
      ...(cached > 0 ? [`${cached} unchanged`] : []),
    ];
    lines.push(`  ${kind.padEnd(width)}  ${parts.join(', ')}`, ...reasonLines(own, width));
  }
  return lines;
}

function reasonLines(stages: readonly PlannedStage[], indent: number): string[] {
  const reasons = new Map<string, number>();
  for (const { reason } of stages) {
    if (reason === undefined) continue;
    const text = withoutConfigurations(reason.text);
    reasons.set(text, (reasons.get(text) ?? 0) + 1);
  }
  const sorted = [...reasons].sort((a, b) => b[1] - a[1]);
  const shown = sorted.slice(0, MOST_REASONS).map(([text, times]) => `${times} x ${text}`);
  const others = sorted.slice(MOST_REASONS).reduce((sum, [, times]) => sum + times, 0);
  if (others > 0) shown.push(`${others} x other reasons`);
  return shown.map((line) => `  ${' '.repeat(indent)}    ${line}`);
}

/** Names of stages in a reason without whose they are, so that the same change of many configurations is one reason. */
function withoutConfigurations(text: string): string {
  return text.replace(/(^after | of )\S+\/[0-9a-f]{12}\/(\S+)/, '$1$2');
}
