import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkModel } from '../check-model.ts';
import { FittingError } from '../fitting-error.ts';
import { interpolation as polynomialLinear } from '../interpolation/polynomial-linear.ts';
import { modelFromWorkspace } from './model-from-workspace.ts';
import type { Workspace } from './workspace.ts';
import { pathText } from './workspace-fault.ts';
import { workspaceFaults } from './workspace-faults.ts';

const base = () => ({
  channels: [
    {
      name: 'one',
      samples: [
        { name: 'signal', data: [12, 11], modifiers: [{ name: 'mu', type: 'normfactor', data: null }] },
        { name: 'background', data: [50, 52], modifiers: [{ name: 'shape', type: 'shapesys', data: [3, 7] }] },
      ],
    },
  ],
  observations: [{ name: 'one', data: [51, 48] }],
  measurements: [{ name: 'fit', config: { poi: 'mu', parameters: [] as object[] } }],
  version: '1.0.0',
});

// biome-ignore lint/suspicious/noExplicitAny: a workspace is changed in ways that its type forbids
type Change = (workspace: any) => void;

function faultsAfter(change: Change) {
  const workspace = base();
  change(workspace);
  return workspaceFaults(workspace).map(({ path, message, ...rest }) => ({ at: pathText(path), message, ...rest }));
}

/** Adds a modifier to the background. */
const add =
  (...modifiers: unknown[]): Change =>
  ({ channels }) =>
    channels[0].samples[1].modifiers.push(...modifiers);
const configure =
  (...parameters: object[]): Change =>
  ({ measurements }) =>
    measurements[0].config.parameters.push(...parameters);

test('a workspace that is right has no faults, nor has a large one', () => {
  expect(workspaceFaults(base())).toEqual([]);
  const large = JSON.parse(readFileSync(new URL('../fixtures/histfactory-workspace.json', import.meta.url), 'utf8'));
  expect(workspaceFaults(large)).toEqual([]);
});

test('a staterror of one name has as many values as all of its channels have bins', () => {
  const workspace = base();
  const stat = (data: number[]) => ({ name: 'stat', type: 'staterror', data });
  workspace.channels[0]!.samples[0]!.modifiers.push(stat([1, 2]) as never);
  workspace.channels[0]!.samples[1]!.modifiers.push(stat([3, 4]) as never);
  const samples = [{ name: 'all', data: [9], modifiers: [stat([1])] }];
  workspace.channels.push({ name: 'two', samples } as never);
  workspace.observations.push({ name: 'two', data: [8] });
  const [{ config }] = workspace.measurements as [(typeof workspace.measurements)[number]];
  config.parameters.push({ name: 'stat', inits: [1, 1, 1] });
  expect(workspaceFaults(workspace)).toEqual([]);
  config.parameters[0] = { name: 'stat', inits: [1, 1] };
  expect(workspaceFaults(workspace)).toMatchObject([{ message: '`stat` has 3 values', found: '2' }]);
});

const BIN = 'the number of bins differs';

describe('faults', () => {
  test.each<[string, Change, string, string]>([
    ['no channels', (w) => delete w.channels, '', '`channels` is missing'],
    ['an empty list of channels', (w) => (w.channels = []), 'channels', 'the list is empty'],
    ['a channel without samples', (w) => (w.channels[0].samples = []), 'channels[0].samples', 'the list is empty'],
    ['another version', (w) => (w.version = '2.0'), 'version', 'this version of workspaces is not known'],
    ['a misspelt key', (w) => (w.observation = []), 'observation', 'a workspace has no key `observation`'],
    [
      'text for a number',
      (w) => (w.channels[0].samples[0].data[1] = '11'),
      'channels[0].samples[0].data[1]',
      'a number is due here',
    ],
    [
      'infinity',
      (w) => (w.channels[0].samples[0].data[1] = Infinity),
      'channels[0].samples[0].data[1]',
      'this number is not finite',
    ],
    [
      'an unknown modifier',
      add({ name: 'a', type: 'normsyst', data: null }),
      'channels[0].samples[1].modifiers[1].type',
      'there is no modifier `normsyst`',
    ],
    [
      'data of a normfactor',
      add({ name: 'a', type: 'normfactor', data: [1] }),
      'channels[0].samples[1].modifiers[1].data',
      'a normfactor has no data',
    ],
    [
      'a normsys without lo',
      add({ name: 'a', type: 'normsys', data: { hi: 1.1 } }),
      'channels[0].samples[1].modifiers[1].data',
      '`lo` is missing',
    ],
    [
      'a normsys through 0',
      add({ name: 'a', type: 'normsys', data: { hi: 1.1, lo: 0 } }),
      'channels[0].samples[1].modifiers[1].data.lo',
      'a normsys scales by positive numbers',
    ],
    [
      'a short histosys',
      add({ name: 'a', type: 'histosys', data: { hi_data: [1], lo_data: [1, 2] } }),
      'channels[0].samples[1].modifiers[1].data.hi_data',
      BIN,
    ],
    [
      'a long staterror',
      add({ name: 'a', type: 'staterror', data: [1, 2, 3] }),
      'channels[0].samples[1].modifiers[1].data',
      BIN,
    ],
    [
      'a negative uncertainty',
      add({ name: 'a', type: 'staterror', data: [1, -2] }),
      'channels[0].samples[1].modifiers[1].data[1]',
      'uncertainties are not negative',
    ],
    [
      'a modifier twice',
      add({ name: 'shape', type: 'shapesys', data: [3, 7] }),
      'channels[0].samples[1].modifiers[1].name',
      'the sample has the shapesys `shape` twice',
    ],
    [
      'one name for two kinds',
      add({ name: 'mu', type: 'normsys', data: { hi: 1.1, lo: 0.9 } }),
      'channels[0].samples[1].modifiers[1].type',
      '`mu` is a normfactor elsewhere, and modifiers of one name share their parameter',
    ],
    ['a short sample', (w) => (w.channels[0].samples[1].data = [50]), 'channels[0].samples[1].data', BIN],
    [
      'two samples of one name',
      (w) => (w.channels[0].samples[1].name = 'signal'),
      'channels[0].samples[1].name',
      'two samples of the channel are called `signal`',
    ],
    ['a negative count', (w) => (w.observations[0].data[1] = -1), 'observations[0].data[1]', 'counts are not negative'],
    [
      'a parameter of interest that is none',
      (w) => (w.measurements[0].config.poi = 'nu'),
      'measurements[0].config.poi',
      'there is no parameter `nu`',
    ],
    [
      'bounds that contradict each other',
      configure({ name: 'mu', bounds: [[2, 1]] }),
      'measurements[0].config.parameters[0].bounds[0]',
      'the bounds of `mu` leave it no room',
    ],
    [
      'a start outside its bounds',
      configure({ name: 'mu', bounds: [[0, 5]], inits: [6] }),
      'measurements[0].config.parameters[0].inits[0]',
      '`mu` starts outside its bounds',
    ],
    [
      'one value too many',
      configure({ name: 'mu', inits: [1, 1] }),
      'measurements[0].config.parameters[0].inits',
      '`mu` has 1 value',
    ],
    [
      'a width of 0',
      configure({ name: 'shape', sigmas: [1, 0] }),
      'measurements[0].config.parameters[0].sigmas[1]',
      'a width is positive',
    ],
    [
      'a parameter twice',
      configure({ name: 'mu' }, { name: 'mu' }),
      'measurements[0].config.parameters[1].name',
      'two parameters of the measurement are called `mu`',
    ],
    [
      'a luminosity without width',
      add({ name: 'lumi', type: 'lumi', data: null }),
      'measurements[0].config',
      'the luminosity `lumi` has no uncertainty',
    ],
    [
      'three bounds',
      configure({ name: 'mu', bounds: [[0, 1, 2]] }),
      'measurements[0].config.parameters[0].bounds[0]',
      'bounds are two numbers',
    ],
  ])('%s', (_, change, at, message) => {
    expect(faultsAfter(change)).toMatchObject([{ at, message }]);
  });

  test('an observation of another name is that of a misspelt channel', () => {
    const faults = faultsAfter((w) => {
      w.observations[0].name = 'onne';
    });
    expect(faults).toMatchObject([
      { at: 'channels[0].name', message: 'the channel `one` has no observation', known: ['onne'] },
      { at: 'observations[0].name', message: 'there is no channel `onne`', known: ['one'] },
    ]);
  });

  test('all are reported together', () => {
    const faults = faultsAfter((w) => {
      w.observations[0].data = [51, 48, 3];
      w.measurements[0].config.poi = 'nu';
    });
    expect(faults.map(({ at }) => at)).toEqual(['observations[0].data', 'measurements[0].config.poi']);
  });

  test.each([null, [], 'text', 3])('%j is no workspace', (value) => {
    expect(workspaceFaults(value)).toMatchObject([{ path: [], message: 'an object is due here' }]);
  });
});

/** A workspace with the value at a random place replaced. */
const mutated = fc
  .tuple(
    fc.array(fc.nat(20), { minLength: 1, maxLength: 7 }),
    fc.oneof(fc.jsonValue(), fc.constantFrom(0, -1, 1e300, '', [], {})),
  )
  .map(([steps, value]) => {
    const root: unknown = { ...base() };
    let parent = root as Record<string, unknown>;
    for (const [depth, step] of steps.entries()) {
      const keys = Object.keys(parent);
      const key = keys[step % Math.max(1, keys.length)];
      const child = key === undefined ? undefined : parent[key];
      if (key === undefined) break;
      if (depth === steps.length - 1 || typeof child !== 'object' || child === null) {
        parent[key] = value;
        break;
      }
      parent = child as Record<string, unknown>;
    }
    return root;
  });

test('whatever is wrong, faults are found without an exception, and what has none is a model or a FittingError', () => {
  fc.assert(
    fc.property(mutated, (value) => {
      const faults = workspaceFaults(value);
      for (const { message } of faults) expect(message).not.toMatch(/undefined|\[object/);
      if (faults.length > 0) return;
      try {
        checkModel(modelFromWorkspace(value as Workspace).model, { 'polynomial-linear': polynomialLinear });
      } catch (error) {
        expect(error).toBeInstanceOf(FittingError);
      }
    }),
    { numRuns: 1000 },
  );
});
