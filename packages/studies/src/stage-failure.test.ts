import { readNumericTable } from '@cevns/detectors/tables/csv';
import type { StageGraph } from '@cevns/runner/graph';
import { StageError } from '@cevns/runner/runner-error';
import { expect, test } from 'vitest';
import { withFileNames } from './stage-failure.ts';
import { aboutInput } from './stages/about-input.ts';

const graph: StageGraph = {
  name: 'csi',
  stages: [
    {
      id: 'csi/data',
      kind: 'data',
      modules: { entry: 'x' },
      parameters: {},
      inputs: {
        events: { file: '/studies/events.csv', label: 'events.csv' },
        region: { stage: 'csi/region', output: 'edges' },
      },
      outputs: ['counts'],
    },
  ],
};

function shown(message: string): string {
  const error = new StageError('stage-failed', 'csi/data', `csi/data: ${message}`);
  return (withFileNames(error, graph, (file) => file.replace('/studies/', '')) as Error).message;
}

function complaint(action: () => unknown): string {
  try {
    aboutInput('events', action);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('Expected a complaint');
}

test('every broken row of a table is named with file and line', () => {
  const message = complaint(() => readNumericTable('pe,time_us\n1,2\n3\n4,x\n'));
  expect(shown(message).split('\n')).toEqual([
    'csi/data: events.csv:3: expected 2 cells (pe, time_us), found 1',
    "events.csv:4: expected a number in column 'time_us', found 'x'",
  ]);
});

test('a complaint about a table as a whole is named with the file', () => {
  const message = complaint(() => {
    throw new RangeError("Expected a column 't', got 'pe'");
  });
  expect(shown(message)).toBe("csi/data: events.csv: Expected a column 't', got 'pe'");
});

test('what is no file of the user stays as it is', () => {
  for (const message of ['<region>: x', '<nothing>: x', '<toString>: x', 'a < b']) {
    expect(shown(message)).toBe(`csi/data: ${message}`);
  }
  const other = new TypeError('<events>: x');
  expect(withFileNames(other, graph, String)).toBe(other);
});
