import * as givenFlux from '@cevns/sources/models/given-flux';
import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { type Flux, run } from './flux.ts';

const INPUT = 'source/components/beam/spectrum';
const source = (spectrum: object) => ({
  exposure: 2e6,
  components: { beam: { flavours: 'nue', spectrum: { model: 'table', table: INPUT, ...spectrum } } },
});
const fluxOf = async (input: object, spectrum: object = {}) => {
  const outputs = await call(run, {
    parameters: { source: source(spectrum) },
    inputs: { [INPUT]: input as never },
    modules: { source: givenFlux },
  });
  return outputs.flux!.json() as unknown as Flux;
};
const csv = { text: 'energy_MeV,density_per_MeV,twice\n1,3,6\n3,3,6\n' };
const column = (...values: number[]) => ({ shape: [values.length], data: Float64Array.from(values) });

test('a table of the source is read from its input, CSV or npz', async () => {
  const npz = { arrays: { energy_MeV: column(1, 3), density_per_MeV: column(3, 3) } };
  // 6 /cm^2/s for 2 s.
  for (const input of [csv, npz]) {
    expect(await fluxOf(input)).toMatchObject([
      { flavour: 'nue', endPointMeV: 3, fluencePerCm2: expect.closeTo(12, 10) },
    ]);
  }
  expect(await fluxOf(csv, { density: 'twice' })).toMatchObject([{ fluencePerCm2: expect.closeTo(24, 10) }]);
});

test('what is wrong with a table is said of its input', async () => {
  await expect(fluxOf(csv, { density: 'thrice' })).rejects.toThrow(`<${INPUT}>: Expected a column 'thrice'`);
  await expect(fluxOf({ text: 'energy_MeV,density_per_MeV\n1,3\n3,x\n' })).rejects.toThrow(`<${INPUT}>:3:`);
  await expect(fluxOf({ text: 'energy_MeV,density_per_MeV\n1,3\n3,-3\n' })).rejects.toThrow(
    `<${INPUT}>: Expected densities`,
  );
});
