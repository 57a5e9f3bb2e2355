import { readFileSync } from 'node:fs';
import { binEdges, countEvents } from '@cevns/detectors/binning';
import { readNumericTable, tableColumn } from '@cevns/detectors/tables/csv';
import { describe, expect, test } from 'vitest';

interface Sums {
  readonly column: string;
  readonly all: number;
  readonly below60Pe?: number;
}
interface Counts {
  readonly events: number;
  readonly perPeBin: readonly number[];
  readonly perTimeBin?: readonly number[];
}
const expected = JSON.parse(readFileSync(new URL('./fixtures/csi-data.json', import.meta.url), 'utf8')) as {
  readonly peEdges: readonly number[];
  readonly timeEdgesUs: readonly number[];
  readonly rows: Readonly<Record<string, number>>;
  readonly coincidence: Counts;
  readonly anticoincidence: Counts;
  readonly sums: Readonly<Record<string, Sums>>;
};

const folder = new URL('../../configs/data/coherent-csi-2021/', import.meta.url);
const read = (file: string) => readNumericTable(readFileSync(new URL(file, folder), 'utf8'));
const pe = binEdges(expected.peEdges);
const time = binEdges(expected.timeEdgesUs);
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

describe('the tabulation of the COHERENT CsI[Na] release', () => {
  test.each(Object.entries(expected.rows))('%s holds %i rows', (file, rows) => {
    for (const column of read(file).values()) expect(column).toHaveLength(rows);
  });

  test.each([
    ['beam-on-coincidence.csv', expected.coincidence],
    ['beam-on-anticoincidence.csv', expected.anticoincidence],
  ])('%s has the published number of events in the region, per bin', (file, { events, perPeBin, perTimeBin }) => {
    const columns = [tableColumn(read(file), 'pe'), tableColumn(read(file), 'time_us')];
    const counts = countEvents([pe, time], columns);
    expect(sum(counts)).toBe(events);
    expect(perPeBin.map((_, i) => sum(counts.subarray(i * 11, (i + 1) * 11)))).toEqual(perPeBin);
    if (perTimeBin !== undefined) {
      expect(perTimeBin.map((_, j) => sum(counts.filter((_, k) => k % 11 === j)))).toEqual(perTimeBin);
    }
  });

  test.each(Object.entries(expected.sums))('%s keeps the normalisation of the release', (file, entry) => {
    const table = read(file);
    const values = tableColumn(table, entry.column);
    expect(Math.abs(sum(values) / entry.all - 1)).toBeLessThan(5e-6);
    const { below60Pe } = entry;
    if (below60Pe !== undefined) {
      const centres = tableColumn(table, 'pe');
      expect(Math.abs(sum(values.filter((_, i) => centres[i]! < 60)) - below60Pe)).toBeLessThan(1e-8);
    }
  });

  test('events lie in the window and on the 2 ns clock of the release', () => {
    for (const file of ['beam-on-coincidence.csv', 'beam-on-anticoincidence.csv']) {
      const nanoseconds = tableColumn(read(file), 'time_us').map((t) => 1000 * t);
      expect(Math.min(...nanoseconds)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...nanoseconds)).toBeLessThan(6000);
      for (const t of nanoseconds) expect(Math.abs(t / 2 - Math.round(t / 2))).toBeLessThan(1e-9);
    }
  });
});
