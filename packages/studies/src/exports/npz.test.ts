import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Artifact } from '@cevns/runner/artifact';
import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { analysisInputs, modules } from '../testing/counting-model.ts';
import { format } from './npz.ts';

const headerOf = (file: Artifact) =>
  JSON.parse(Buffer.from(Uint8Array.from(file.arrays().header!.data)).toString('utf8')) as object;

async function written(inputs: object, parameters = {}): Promise<Artifact> {
  const { file } = await call(format.write, { parameters, inputs: { ...inputs }, modules });
  return file!;
}

test('a model: edges, expectations at the initial values and observation of every channel', async () => {
  const file = await written({ model: analysisInputs().model });
  const arrays = file.arrays();
  expect([...arrays['small/edges/PE']!.data]).toEqual([0, 10, 40]);
  expect(arrays['small/expected/cevns']!.shape).toEqual([2, 2]);
  [36, 54, 4, 6].forEach((value, bin) => {
    expect(arrays['small/expected/cevns']!.data[bin]).toBeCloseTo(value, 12);
  });
  expect([...arrays['small/observed']!.data]).toEqual([42, 58, 22, 28]);
  expect(headerOf(file)).toEqual({
    of: 'model',
    parameters: { strength: 1, scale: 1 },
    arrays: {
      'small/edges/PE': ['edges of PE'],
      'small/edges/time': ['edges of time'],
      'small/expected/steady': ['PE', 'time'],
      'small/expected/cevns': ['PE', 'time'],
      'small/observed': ['PE', 'time'],
    },
  });
});

test('a scan of a plane: missing points are NaN', async () => {
  const plane = {
    x: { parameter: 'a', spacing: 'linear', values: [1, 2] },
    y: { parameter: 'b', spacing: 'linear', values: [3, 4, 5] },
    delta: [
      [0, 1, 2],
      [3, null, 5],
    ],
    failed: 1,
    best: { values: { a: 1, b: 3 }, statistic: 7 },
    contours: [],
  };
  const file = await written({ plane: { json: plane } }, { of: 'nsi' });
  const { delta_statistic: delta } = file.arrays();
  expect(delta!.shape).toEqual([2, 3]);
  expect([...delta!.data]).toEqual([0, 1, 2, 3, Number.NaN, 5]);
  expect(headerOf(file)).toMatchObject({ of: 'nsi', arrays: { a: ['a'], b: ['b'], delta_statistic: ['a', 'b'] } });
});

test('a profile and a curve of limits', async () => {
  const curve = { parameter: 'a', x: [1, 2], delta: [0.5, null], best: { value: 1, statistic: 2 }, intervals: [] };
  const profile = await written({ curve: { json: curve } });
  expect([...profile.arrays().delta_statistic!.data]).toEqual([0.5, Number.NaN]);
  const against = { parameter: 'mass', spacing: 'log', values: [1, 10] };
  const limits = await written({ limits: { json: { parameter: 'g', against, curve: [1e-3, null], confidence: 0.9 } } });
  expect([...limits.arrays().g_upper_limit!.data]).toEqual([1e-3, Number.NaN]);
  expect(headerOf(limits)).toMatchObject({ confidence: 0.9, arrays: { mass: ['mass'], g_upper_limit: ['mass'] } });
});

const reading = `
import json, sys, numpy
arrays = numpy.load(sys.argv[1])
header = json.loads(bytes(arrays["header"].astype("u1")))
assert set(header["arrays"]) | {"header"} == set(arrays.files)
print(header["of"], float(arrays["small/expected/cevns"].sum()), arrays["small/observed"].shape)
`;
const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;

test.runIf(hasNumpy)('NumPy reads arrays and header, where the machine has it', async () => {
  const file = await written({ model: analysisInputs().model });
  const folder = mkdtempSync(join(tmpdir(), 'cevns-npz-'));
  try {
    writeFileSync(join(folder, 'model.npz'), file.bytes());
    const { stdout, stderr } = spawnSync('python3', ['-c', reading, join(folder, 'model.npz')], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe('model 100.0 (2, 2)');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
