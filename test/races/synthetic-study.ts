import { ManifestCode } from '@cevns/runner/code/manifest-code';
import { runGraph } from '@cevns/runner/run';
import type { StageSpec } from '@cevns/runner/stage';
import { Store } from '@cevns/runner/store';

// synthetic-study.ts MANIFEST STORE CHAINS LENGTH JOBS: chains of stages that add numbers, as a program of its own. It prints
// how many stages ran, the sum at the end of the last chain, and the most memory it had.
const [manifest, store, chains, length, jobs] = process.argv.slice(2) as [string, string, string, string, string];
const stages: StageSpec[] = [];
for (let chain = 0; chain < Number(chains); chain++) {
  for (let step = 0; step < Number(length); step++) {
    stages.push({
      id: `c${chain}/s${step}`,
      kind: 'add',
      modules: { entry: '@synthetic/add' },
      parameters: { value: chain * Number(length) + step },
      inputs: step === 0 ? {} : { sum: { stage: `c${chain}/s${step - 1}`, output: 'sum' } },
      outputs: ['sum'],
    });
  }
}
const result = await runGraph(
  { name: 'synthetic', stages },
  { store: new Store(store), code: new ManifestCode(manifest), jobs: Number(jobs) },
);
const sum = result.artifact(stages.at(-1)!.id, 'sum').json();
const memoryMB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ ran: result.counts.ran, sum, memoryMB })}\n`);
