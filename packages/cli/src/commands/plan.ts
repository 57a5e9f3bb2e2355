import { upstreamOf } from '@cevns/runner/graph';
import { planGraph } from '@cevns/runner/plan';
import { Store } from '@cevns/runner/store';
import type { OpenedStudy } from '@cevns/studies/open-study';
import { CallError } from '../call-error.ts';
import { codeOfFiles } from '../code-of-files.ts';
import { planCounts } from '../plan-counts.ts';
import type { StudyOptions } from '../program.ts';
import type { Surroundings } from '../terminal.ts';
import { withinStudy } from '../within-study.ts';
import { openFiles } from './open-studies.ts';
import { planCampaign } from './plan-campaign.ts';

/** `cevns plan`: what would run and why, without running or writing anything; with `--graph` the graph of stages. */
export async function plan(
  files: readonly string[],
  options: StudyOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { home, terminal } = surroundings;
  const all = await openFiles(files, options, surroundings);
  const code = codeOfFiles(home, all);
  for (const opened of all) {
    const { store } = opened;
    if ('campaign' in opened) {
      if (options.graph !== undefined)
        throw new CallError('--graph draws the graph of a study; the one of a campaign is too large');
      const stages = await planGraph(opened.campaign.graph, { store: new Store(store), code });
      for (const line of planCampaign(opened.campaign.name, stages)) terminal.print(line);
      continue;
    }
    const { study } = opened;
    if (options.graph === 'mermaid') {
      for (const line of mermaid(study)) terminal.print(line);
      continue;
    }
    const stages = await planGraph(study.graph, {
      store: new Store(store),
      code,
    });
    if (options.graph === 'svg') {
      const { stageGraphPicture } = await import('@cevns/studies/results/drawn-results');
      terminal.print(stageGraphPicture(study.graph, stages).trimEnd());
      continue;
    }
    terminal.print(`${study.name}: ${planCounts(stages)}`);
    const name = (id: string): string => id.slice(study.name.length + 1);
    const width = Math.max(...stages.map(({ id }) => name(id).length));
    for (const { id, status, reason } of stages) {
      const why = reason === undefined ? '' : `  ${withinStudy(reason.text, study.name)}`;
      terminal.print(`  ${name(id).padEnd(width)}  ${STATUS[status].padEnd(9)}${why}`.trimEnd());
    }
  }
  return 0;
}

const STATUS = { run: 'run', 'may-run': 'may run', cached: 'unchanged' } as const;

/** The graph of stages in the language of Mermaid. */
function mermaid({ graph, name }: OpenedStudy): string[] {
  const index = new Map(graph.stages.map(({ id }, i) => [id, `s${i}`]));
  return [
    'flowchart LR',
    ...graph.stages.map(({ id }) => `  ${index.get(id)}["${id.slice(name.length + 1)}"]`),
    ...graph.stages.flatMap((stage) =>
      upstreamOf(stage).map((from) => `  ${index.get(from)} --> ${index.get(stage.id)}`),
    ),
  ];
}
