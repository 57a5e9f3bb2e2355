import type { StageGraph } from '../graph.ts';
import { type ToyWorkspace, toyStage } from './toy-workspace.ts';

/** Adds a stage module that prints something, takes some milliseconds and makes an output too large for a record. */
export function addSlowStage(toy: ToyWorkspace): void {
  toy.write(
    'packages/stages/src/slow.ts',
    `interface Context { parameters: { seed: number }; inputs: Record<string, { arrays(): Record<string, { data: Float64Array }> }> }
export function run({ parameters, inputs }: Context) {
  const end = performance.now() + 10;
  if (parameters.seed === 0) console.log('printed by a stage');
  const data = new Float64Array(1000).fill(parameters.seed);
  while (performance.now() < end);
  for (const name of Object.keys(inputs).sort()) inputs[name]!.arrays().x!.data.forEach((x, i) => { data[i]! += Math.sin(x + i); });
  return { grid: { arrays: { x: { shape: [1000], data } } } };
}
`,
  );
}

/** Thirty slow stages, each fed by up to two earlier ones. */
export function slowGraph(): StageGraph {
  const stages = Array.from({ length: 30 }, (_, i) => {
    const inputs: Record<string, string> = {};
    if (i >= 3) inputs.a = `s${i - 3}/grid`;
    if (i >= 8) inputs.b = `s${i - 8}/grid`;
    return toyStage(`s${i}`, 'slow', inputs, { parameters: { seed: i }, outputs: ['grid'] });
  });
  return { name: 'slow', stages };
}
