import { describe, expect, test } from 'vitest';
import { call, numbers } from '../testing/artifacts.ts';
import { run } from './templates.ts';

const text = 'e,s,n,up,down\n5,0.25,1,2,0\n5,0.75,3,2,4\n15,0.25,6,5,1\n15,0.75,2,3,1\n';
const template = {
  table: 'signal',
  at: { energy: 'e', S: 's' },
  content: 'n',
  variations: { tilt: { up: 'up', down: 'down' } },
  axes: ['energy', 'S'],
  conditional: false,
};
const parameters = {
  binning: { energy: [0, 10, 20], S: [0, 0.5, 1] },
  region: { energy: [0, 20], S: [0, 1] },
  referenceRegion: { energy: [0, 20], S: [0, 1] },
};

async function templates(changes: object = {}, table = text) {
  const { templates: made } = await call(run, {
    parameters: { ...parameters, templates: { signal: { ...template, ...changes } } },
    inputs: { signal: { text: table } },
  });
  return made!;
}

describe('a template and its variations', () => {
  test('are normalised each by itself', async () => {
    const made = await templates();
    expect(made.arrays().signal!.shape).toEqual([2, 2]);
    expect(numbers(made, 'signal')).toEqual([1, 3, 6, 2].map((n) => n / 12));
    expect(numbers(made, 'signal/tilt/up')).toEqual([2, 2, 5, 3].map((n) => n / 12));
    expect(numbers(made, 'signal/tilt/down')).toEqual([0, 4, 1, 1].map((n) => n / 6));
  });

  test('a variation with one side is mirrored', async () => {
    const made = await templates({ variations: { tilt: { up: 'up' } } });
    expect(numbers(made, 'signal/tilt/down')).toEqual([0, 4, 7, 1].map((n) => expect.closeTo(n / 12, 15)));
  });

  test('given the energy, every energy bin adds up to one', async () => {
    const made = await templates({ conditional: true });
    expect(numbers(made, 'signal')).toEqual([0.25, 0.75, 0.75, 0.25]);
  });

  test('observables that are no axis are summed', async () => {
    expect(numbers(await templates({ axes: ['S'], variations: {} }), 'signal')).toEqual([7 / 12, 5 / 12]);
  });
});

test('a table that is wrong is named', async () => {
  await expect(templates({ content: 'm' })).rejects.toThrow("<signal>: Expected a column 'm'");
  await expect(templates({}, 'e,s,n\n5,0.25,x\n')).rejects.toThrow('<signal>:2: expected a number');
});
