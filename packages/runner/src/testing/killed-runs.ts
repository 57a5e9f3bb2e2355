import fs from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { StageGraph } from '../graph.ts';
import type { StageSpec } from '../stage.ts';
import { linkRunner } from './child-process.ts';
import { runInProcess } from './described-process.ts';
import { folderContents, storeContents } from './store-contents.ts';
import { makeToyWorkspace, toyStage } from './toy-workspace.ts';

const mixedStage = `interface Context { parameters: { seed: number; ms: number; points: number }; inputs: Record<string, { arrays(): Record<string, { data: Float64Array }> }> }
export function run({ parameters: { seed, ms, points }, inputs }: Context) {
  const end = performance.now() + ms;
  const data = new Float64Array(points).fill(seed);
  while (performance.now() < end);
  for (const name of Object.keys(inputs).sort()) inputs[name]!.arrays().x!.data.forEach((x, i) => { data[i % points]! += Math.sin(x + i); });
  return { grid: { arrays: { x: { shape: [points], data } } } };
}
`;

/** Stages of 0.1 to 6 ms with outputs of 0.5 to 8 kB, each fed by up to two earlier ones. */
function mixedGraph(): StageGraph {
  const stages = Array.from({ length: 120 }, (_, i): StageSpec => {
    const inputs: Record<string, string> = {};
    if (i >= 12) inputs.a = `s${i - 12}/grid`;
    if (i >= 40 && i % 2 === 0) inputs.b = `s${i - 40}/grid`;
    const parameters = { seed: i, ms: i % 3 === 0 ? 6 : 0.1, points: i % 4 === 0 ? 1000 : 30 };
    return toyStage(`s${i}`, 'mixed', inputs, { parameters, outputs: ['grid'] });
  });
  return { name: 'mixed', stages };
}

/**
 * Runs a graph in two processes at a time on one store, each killed at a random moment, until so many were killed; then
 * once to the end. Whenever a process gets to the end, and at last, results and store have to be those of an undisturbed run.
 */
export async function expectKillsToLeaveNoTrace(kills: number): Promise<void> {
  const toy = makeToyWorkspace();
  try {
    linkRunner(toy);
    toy.write('packages/stages/src/mixed.ts', mixedStage);
    const described = { graph: mixedGraph(), home: toy.home, jobs: 2 };
    const undisturbed = { store: join(toy.home, 'undisturbed'), results: join(toy.home, 'undisturbed-results') };
    expect((await runInProcess(toy, { ...described, ...undisturbed })).errors).toBe('');
    const store = toy.storeFolder;
    const folders = ['one', 'two'].map((name) => join(toy.home, `results-${name}`));
    const run = (results: string, limitMs: number) =>
      runInProcess(toy, { ...described, store, results }, (child) => {
        if (limitMs < Number.POSITIVE_INFINITY) setTimeout(() => child.kill('SIGKILL'), limitMs);
      });
    let killed = 0;
    while (killed < kills) {
      const ends = await Promise.all(folders.map((results) => run(results, 350 * Math.random())));
      for (const { signal, errors } of ends) {
        expect(errors).toBe('');
        if (signal === 'SIGKILL') killed++;
      }
      // So that there is always something left to do.
      if (ends.some(({ signal }) => signal === null)) removeSome(store);
    }
    for (const results of folders) {
      const { output, errors } = await run(results, Number.POSITIVE_INFINITY);
      expect(errors).toBe('');
      expect(output).toMatch(/"failed":0,"skipped":0\}\n$/);
      expect(folderContents(results)).toEqual(folderContents(undisturbed.results));
    }
    expect(storeContents(store)).toEqual(storeContents(undisturbed.store));
    expect((await run(folders[0]!, Number.POSITIVE_INFINITY)).output).toContain('{"cached":120,');
  } finally {
    toy.remove();
  }
}

/** Removes about half of the records and a tenth of the objects. */
function removeSome(store: string): void {
  for (const [part, share] of [
    ['ac', 0.5],
    ['cas', 0.1],
  ] as const) {
    const entries = fs.readdirSync(join(store, part), { recursive: true, withFileTypes: true });
    for (const { parentPath, name } of entries.filter((entry) => entry.isFile()))
      if (Math.random() < share) fs.rmSync(join(parentPath, name));
  }
}
