import { Document } from '@cevns/language/located';
import { parseYaml } from '@cevns/language/parse-yaml';
import { StudyError } from '@cevns/language/problem';
import { SourceText } from '@cevns/language/source-text';
import { expect, test } from 'vitest';
import type { InternalStudy } from './internal-study.ts';
import { lowerRegion } from './region.ts';
import { StudyProblems } from './study-problems.ts';

function lower(edges: string, width: number, region: string) {
  const text = [
    `region: { PE: ${region} }`,
    'inputs: { data: asimov }',
    'detector:',
    '  observables:',
    `    PE: { binning: { edges: ${edges} }, fine-bin-width: ${width} }`,
  ].join('\n');
  const document = new Document(parseYaml(new SourceText('study.yaml', '/study.yaml', text)));
  const problems = new StudyProblems(document);
  const lowered = lowerRegion(document.value as InternalStudy, problems);
  problems.throwIfAny();
  return lowered;
}

function refusal(edges: string, width: number, region: string): string {
  try {
    lower(edges, width, region);
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return error.problems.map((p) => `${p.line}:${p.column} ${p.message} | ${p.expected}`).join('\n');
  }
  throw new Error('Expected a refusal');
}

test('a region on edges of the fine bins', () => {
  expect(lower('[0, 8, 12, 60]', 1, '[9, 60]').region).toEqual({ PE: [9, 60] });
  expect(lower('[0, 8, 12, 60]', 0.5, '[8.5, 60]').region).toEqual({ PE: [8.5, 60] });
});

test('a region that cuts a fine bin is refused with the nearest that does not', () => {
  expect(refusal('[0, 8, 12, 60]', 1, '[8.4, 60]')).toBe(
    '1:15 the region cuts a fine bin of the detector (1 PE wide) | ' +
      'limits on edges of the fine bins, such as [8 PE, 60 PE]',
  );
});

test('a fine bin that does not fit the binning is the fault of the detector', () => {
  expect(refusal('[0, 8, 12, 60]', 3, '[0, 60]')).toMatch(
    /^5:\d+ the binning of PE cannot be divided into bins of 3 PE/,
  );
});

test('a region beyond the binning, and edges out of order', () => {
  expect(refusal('[0, 8, 12, 60]', 1, '[0, 80]')).toContain('limits from 0 PE to 60 PE');
  expect(refusal('[0, 12, 8, 60]', 1, '[0, 60]')).toMatch(/^5:\d+ expected increasing bin edges, got 8 after 12/);
});
