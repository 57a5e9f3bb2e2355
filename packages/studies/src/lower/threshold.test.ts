import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quenchings } from '@cevns/detectors/quenching/registry';
import { expect, test } from 'vitest';
import { foundProblems, graphOf, loweredStudy, parametersAt, sections } from '../testing/written-study.ts';
import { QUENCHINGS } from './quenching-models.ts';

const inputs = sections.inputs!.replace(/data: .*/, 'data: asimov');

const detector = (
  threshold: string,
  { quenching = '{ model: constant, factor: 0.2 }', edges = '[0, 1, 2, 4]', more = '' } = {},
) => ({
  inputs,
  systematics: '',
  detector: `
  target: { material: CsI, mass: 2 }
  quenching: ${quenching}
  smearing: { model: gaussian, noise: 0.1 }
  threshold: ${threshold}
  observables: { energy: { binning: { edges: ${edges} }${more} } }`,
});

const limits = (changes: Record<string, string>) => loweredStudy(changes).region.region.energy;

test('the region begins at a threshold in keVee, also between two edges', () => {
  expect(limits(detector('{ electron-equivalent-energy: 1.3 }'))).toEqual([1.3, 4]);
});

test('a region that begins higher stays', () => {
  const changes = { ...detector('{ electron-equivalent-energy: 1.3 }'), region: '{ energy: [2, 4] }' };
  expect(limits(changes)).toEqual([2, 4]);
});

test('a threshold in keVnr is what it is quenched to', () => {
  expect(limits(detector('{ recoil-energy: 0.006 }'))![0]).toBeCloseTo(1.2, 14);
  const points =
    '{ model: tabulated, points: { t: [1, 10], q: [0.1, 0.19] }, at: t, recoil-energy-unit: keVnr, content: q }';
  expect(limits(detector('{ recoil-energy: 0.006 }', { quenching: points }))![0]).toBeCloseTo(6 * 0.15, 13);
});

test('where data are known in whole bins, a threshold within one is told where it stands, a region where that stands', () => {
  const data = 'data: { events: { table: counts.csv, columns: { energy: e }, count: n } }';
  const binned = (threshold: string, region?: string) => ({
    ...detector(`{ electron-equivalent-energy: ${threshold} }`),
    inputs: inputs.replace('data: asimov', data),
    ...(region === undefined ? {} : { region: `{ energy: ${region} }` }),
  });
  const told = (changes: Record<string, string>) =>
    foundProblems(changes).flatMap(({ code, message, expected }) => (code === 'E605' ? [[message, expected]] : []));
  const known = 'a bin of energy, and the data or a template are known in whole bins only';
  expect(told(binned('1'))).toEqual([]);
  expect(told(binned('1.3'))).toEqual([[`the threshold cuts ${known}`, 'one of the edges 0, 1, 2, 4 keVee']]);
  expect(told(binned('1.3', '[2, 4]'))).toEqual([]);
  expect(told(binned('1', '[0.5, 4]'))).toEqual([]);
  expect(told(binned('1', '[1.5, 4]'))).toEqual([[`the region cuts ${known}`, 'two of the edges 0, 1, 2, 4']]);
  expect(told(binned('1.3', '[0, 3]')).map(([message]) => message!.slice(0, 10))).toEqual(['the thresh', 'the region']);
});

test('every quenching can say what a threshold is quenched to', () => {
  expect(Object.keys(QUENCHINGS).sort()).toEqual(Object.keys(quenchings).sort());
});

test('fine bins are counted from the beginning of the binning, not from the threshold', () => {
  const changes = detector('{ electron-equivalent-energy: 1.3 }', { more: ', fine-bin-width: 0.5' });
  const settings = parametersAt<object>(graphOf(changes).graph.stages, 'response');
  expect(settings).toMatchObject({ fineBinWidth: 0.5, fineBinOrigin: 0, region: { energy: [1.3, 4] } });
});

test('a threshold in keVnr is what a table quenches it to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cevns-threshold-'));
  const quenching = `{ model: tabulated, table: ${join(folder, 'qf.csv')}, at: t, recoil-energy-unit: keVnr, content: q }`;
  const changes = detector('{ recoil-energy: 0.006 }', { quenching });
  try {
    writeFileSync(join(folder, 'qf.csv'), 't,q\n1,0.1\n10,0.19\n');
    expect(limits(changes)![0]).toBeCloseTo(6 * 0.15, 13);
    writeFileSync(join(folder, 'qf.csv'), 't,q\n1,0.1\n10,1.9\n');
    expect(foundProblems(changes)).toMatchObject([{ code: 'E214', line: 3, column: 4 }]);
    rmSync(join(folder, 'qf.csv'));
    expect(foundProblems(changes)).toMatchObject([{ code: 'E213' }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const falling =
  '{ model: tabulated, points: { t: [1, 4, 8], q: [0.3, 0.3, 0.1] }, at: t, recoil-energy-unit: keVnr, content: q }';
const table =
  '{ model: tabulated, table: { command: make, output: qf.csv }, at: t, recoil-energy-unit: keVnr, content: q }';

test.each([
  ['{ photoelectrons: 4 }', {}, 'E403 {', 'its threshold is in another unit'],
  ['{ electron-equivalent-energy: 4 }', {}, 'E605 {', 'the threshold is above the region'],
  ['{ electron-equivalent-energy: 0.2 }', { edges: '[0.5, 1]' }, 'E605 {', 'begins above the threshold'],
  ['{ recoil-energy: 0.006 }', { quenching: table }, 'E606 {', 'before the command `make` makes the table'],
  [
    '{ recoil-energy: 0.003 }',
    { quenching: falling },
    'E606 {',
    '3 keVnr leaves 0.9 keVee and 8 keVnr leaves 0.8 keVee',
  ],
])('%s with %j is refused', (threshold, changes, place, message) => {
  const found = foundProblems(detector(threshold, changes));
  expect(found.map(({ code, word }) => `${code} ${word}`).filter((each) => each !== 'E607 make')).toEqual([place]);
  expect(found.at(-1)!.message).toContain(message);
});
