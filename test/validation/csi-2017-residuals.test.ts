import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { binEdges, countEvents } from '@cevns/detectors/binning';
import { tableColumn } from '@cevns/detectors/tables/csv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csi2017Table } from './csi-2017-fixture.ts';
import { home, StudyRuns } from './lar-study.ts';

/** The residual of the CsI[Na] data of 2017 against photoelectrons, as others read it off the published figure. */
const published = JSON.parse(
  readFileSync(join(home, 'test/validation/fixtures/csi-2017-residuals.json'), 'utf8'),
) as Readonly<Record<'data' | 'lower' | 'prediction', readonly number[]>> & { readonly step: number };

const BINS = 25;
const edges = binEdges(Array.from({ length: BINS + 1 }, (_, i) => 2 * i));
/** Events per bin in the first 6 us. */
const counts = (file: string): Float64Array =>
  countEvents(
    [edges, binEdges([0, 6])],
    [tableColumn(csi2017Table(file), 'pe'), tableColumn(csi2017Table(file), 'time_us')],
  );
const coincident = counts('beam-on-coincidence.csv');
const anticoincident = counts('beam-on-anticoincidence.csv');

describe('data', () => {
  test('coincident less anticoincident events of the first 6 us, but for one event between 6 and 8 PE', () => {
    const difference = published.data.map((value, bin) => coincident[bin]! - anticoincident[bin]! - Math.round(value));
    expect(difference).toEqual(Array.from({ length: BINS }, (_, bin) => (bin === 3 ? 1 : 0)));
  });

  test('error bars end where the root of the sum of both counts does, within two steps of the reading', () => {
    published.data.forEach((value, bin) => {
      const end = Math.round(value) - Math.sqrt(coincident[bin]! + anticoincident[bin]!);
      expect(Math.abs(published.lower[bin]! - end), `bin ${bin}`).toBeLessThan(2 * published.step);
    });
  });
});

describe('prediction', () => {
  /** From 4 PE on; below there is nothing in some component of every bin. */
  const FIRST = 2;
  const conventions = ['tree-level', 'flavour-0.0382-0.0300'].flatMap((couplings) =>
    ['helm-lewin-smith', 'helm', 'klein-nystrand'].map((formFactor) => ({ couplings, formFactor })),
  );
  const runs = new StudyRuns();
  afterAll(() => runs.remove());
  const predictions: number[][] = [];
  beforeAll(async () => {
    for (const { couplings, formFactor } of conventions) {
      await runs.analyse(join(home, 'pipelines/coherent-csi-2017.yaml'), [
        `inputs.interaction={ couplings: ${couplings}, form-factor: ${formFactor}, terms: [standard-model] }`,
        'region.PE=[4 PE, 50 PE]',
        'analysis={ prediction: { kind: predict } }',
        'outputs=[{ kind: table, of: prediction, axis: PE, file: pe.csv }]',
      ]);
      const [head, ...rows] = readFileSync(join(runs.lastResults, 'tables/pe.csv'), 'utf8').trim().split('\n');
      const column = head!.split(',').indexOf('cevns');
      predictions.push(rows.map((row) => Number(row.split(',')[column])));
    }
  }, 60_000);

  test('CEvNS alone lies between those of the named conventions, within a step of the reading', () => {
    published.prediction.slice(FIRST).forEach((value, bin) => {
      const here = predictions.map((prediction) => prediction[bin]!);
      expect(value, `bin ${bin + FIRST}`).toBeGreaterThan(Math.min(...here) - published.step);
      expect(value, `bin ${bin + FIRST}`).toBeLessThan(Math.max(...here) + published.step);
    });
  });

  test('169.7 events between 6 and 30 PE as read, 163.7 to 177.4 here', () => {
    const inRegion = (values: readonly number[]) => values.slice(1, 13).reduce((sum, value) => sum + value, 0);
    expect(inRegion(published.prediction.slice(FIRST))).toBeCloseTo(169.7, 1);
    const here = predictions.map(inRegion);
    expect(Math.min(...here)).toBeCloseTo(163.7, 1);
    expect(Math.max(...here)).toBeCloseTo(177.4, 1);
  });
});
