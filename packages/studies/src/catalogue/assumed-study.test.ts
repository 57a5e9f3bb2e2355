import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openStudy } from '../open-study.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const open = (study: string, sets: readonly string[] = []) =>
  openStudy({ file: join(home, 'pipelines', `${study}.yaml`), home, sets });
const assumedOf = ({ graph, name }: Awaited<ReturnType<typeof open>>) => {
  const { parameters } = graph.stages.find(({ id }) => id === `${name}/summary`)!;
  return (parameters as { readonly assumed?: readonly string[] }).assumed;
};

test('what entries and the study assume goes to the summary, and what the study measures itself does not', async () => {
  const all = assumedOf(await open('experiments/coh-ar-750'))!;
  expect(all).toHaveLength(2);
  expect(all[0]).toMatch(/^assumed: inputs\.source\.exposure, 5000 h \(4500 h to 5500 h\): /);
  expect(all[1]).toMatch(/^assumed: detector\.threshold, 20 keVnr \(15 keVnr to 25 keVnr\): /);
  const own = await open('experiments/coh-ar-750', ['detector.threshold=18 keVnr']);
  expect(assumedOf(own)).toEqual([all[0]]);
});

test('several experiments assume by their names', async () => {
  const all = assumedOf(await open('experiments/nucleus-1kg'))!;
  expect(all.map((each) => each.slice(0, 28))).toEqual([
    'assumed: cawo4: detector.tar',
    'assumed: al2o3: detector.tar',
  ]);
});

test('where numbers come from is a parameter of no stage but the summary and the report', async () => {
  const study = await open('coherent-csi-2021');
  const other = await open('coherent-csi-2021', [
    'detector.status=design',
    'detector.provenance={target.mass: {assumed: to see what changes}}',
    'inputs.source.provenance={pulse: another paper}',
  ]);
  const changed = study.graph.stages.filter((stage, i) => {
    return JSON.stringify(stage) !== JSON.stringify(other.graph.stages[i]);
  });
  expect(changed.map(({ id }) => id).sort()).toEqual(['coherent-csi-2021/report']);
  expect(assumedOf(study)).toBeUndefined();
  expect((study.loaded.study as { readonly detector: object }).detector).toHaveProperty('provenance');
});
