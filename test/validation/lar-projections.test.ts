import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { home, StudyRuns } from './lar-study.ts';

/**
 * The published projections of COHERENT's liquid argon fit on energy, F90 and time, bin by bin, against those of the shipped study: data without
 * steady-state background, components, and the envelope of the fits with one shape replaced.
 */
interface PublishedBin {
  readonly at: number;
  readonly data: number;
  readonly error: number;
  readonly cevns: number;
  readonly brn: number;
  readonly low: number;
  readonly high: number;
}

const published = JSON.parse(
  readFileSync(join(home, 'test/validation/fixtures/lar-projections.json'), 'utf8'),
) as Readonly<Record<string, readonly PublishedBin[]>>;

const SHAPES = [
  'cevns-f90-up',
  'cevns-f90-down',
  'cevns-time-mean',
  'brn-energy-up',
  'brn-energy-down',
  'brn-time-mean-up',
  'brn-time-mean-down',
  'brn-time-width',
];
const AXES = ['energy', 'F90', 'time'];
/** The steady state was measured in five times as much time as the beam windows last. */
const STEADY_STATE_TIME = 5;

type Row = Readonly<Record<string, number>>;

const runs = new StudyRuns();
afterAll(() => runs.remove());

beforeAll(async () => {
  const tables = ['strength', ...SHAPES].flatMap((fit) =>
    AXES.map((axis) => `{ kind: table, of: ${fit}, axis: ${axis}, file: ${fit}-${axis}.csv }`),
  );
  await runs.analyse(join(home, 'pipelines/coherent-lar-2020.yaml'), [`outputs=[${tables.join(', ')}]`]);
}, 60_000);

function rowsOf(fit: string, axis: string): Row[] {
  const [head, ...lines] = readFileSync(join(runs.lastResults, 'tables', `${fit}-${axis}.csv`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(head!.map((name, column) => [name, Number(cells[column])])));
}

const neutrons = (row: Row) => row.brn! + row['delayed-brn']!;
const signals = (row: Row) => row.cevns! + neutrons(row);

describe.each(AXES)('projection on %s', (axis) => {
  test('data without the fitted steady state, to a tenth of an event, and their errors', () => {
    for (const [bin, row] of rowsOf('strength', axis).entries()) {
      const { at, data, error } = published[axis]![bin]!;
      expect((row[`${axis}_low`]! + row[`${axis}_high`]!) / 2).toBeCloseTo(at, 9);
      const steadyState = row['steady-state']!;
      expect(Math.abs(row.observed! - steadyState - data)).toBeLessThan(0.12);
      expect(Math.sqrt(row.observed! + steadyState / STEADY_STATE_TIME)).toBeCloseTo(error, 2);
    }
  });

  test('CEvNS within half a per cent and of the same shape, neutrons within 0.2 %', () => {
    const rows = rowsOf('strength', axis);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const norm = sum(rows.map((row) => row.cevns!)) / sum(published[axis]!.map((bin) => bin.cevns));
    expect(Math.abs(norm - 1)).toBeLessThan(0.005);
    for (const [bin, row] of rows.entries()) {
      const { cevns, brn } = published[axis]![bin]!;
      expect(Math.abs(row.cevns! / norm - cevns)).toBeLessThan(1e-4 * cevns + 0.001);
      // Delayed neutrons, 2 % of them, are fitted 1.4 % lower here.
      const delayed = axis === 'time' && bin === 3 ? 0.0155 : 0.002;
      expect(Math.abs(neutrons(row) - brn)).toBeLessThanOrEqual(delayed * brn);
    }
  });

  test('the systematic error is the envelope of the fits with other shapes', () => {
    const nominal = rowsOf('strength', axis);
    const others = SHAPES.map((fit) => rowsOf(fit, axis));
    for (const [bin, row] of nominal.entries()) {
      const { low, high } = published[axis]![bin]!;
      const ratios = [1, ...others.map((rows) => signals(rows[bin]!) / signals(row))];
      expect(Math.abs(Math.min(...ratios) - low), `lower edge of bin ${bin}`).toBeLessThan(0.0025);
      // Delayed neutrons again in the fourth bin of time, where they are a third of what there is.
      const slack = axis === 'time' && bin === 3 ? 0.01 : 0.006;
      expect(Math.abs(Math.max(...ratios) - high), `upper edge of bin ${bin}`).toBeLessThan(slack);
    }
  });
});
