import type { PlannedStage } from '@cevns/runner/plan';

/** How many stages would run, may follow and are unchanged: `1 stage would run, 3 may follow, 8 are unchanged`. */
export function planCounts(stages: readonly Pick<PlannedStage, 'status'>[]): string {
  const count = (status: PlannedStage['status']): number => stages.filter((stage) => stage.status === status).length;
  const [run, cached] = [count('run'), count('cached')];
  return `${run} ${run === 1 ? 'stage' : 'stages'} would run, ${count('may-run')} may follow, ${cached} ${cached === 1 ? 'is' : 'are'} unchanged`;
}
