import type { StudyError } from '@cevns/language/problem';
import { expect, test } from 'vitest';
import { parsed } from '../testing/written-study.ts';
import type { StudyProblems } from './study-problems.ts';

const changes = { inputs: '{ baseline: 20 }', detector: '{ target: { material: CsI } }' };

function thrown(report: (problems: StudyProblems) => void) {
  const { problems } = parsed(changes);
  report(problems);
  try {
    problems.throwIfAny();
  } catch (error) {
    return (error as StudyError).problems;
  }
  return [];
}

test('nothing reported, nothing thrown', () => {
  expect(() => parsed(changes).problems.throwIfAny()).not.toThrow();
});

test('a problem with something that is not there is told at what would hold it', () => {
  const [missing, held] = [
    ['detector', 'target', 'mass', 'unit'],
    ['detector', 'target'],
  ].map((path) => thrown((problems) => problems.at(path, 'E605', { message: 'm' }))[0]!);
  expect([missing!.line, missing!.column]).toEqual([held!.line, held!.column]);
});

test('a key and its value have places of their own', () => {
  const path = ['inputs', 'baseline'];
  const [key] = thrown((problems) => problems.atKey(path, 'E303', { message: 'm' }));
  const [value] = thrown((problems) => problems.at(path, 'E303', { message: 'm' }));
  expect(value!.column - key!.column).toBe('baseline: '.length);
});

test('an unknown name lists those that exist and suggests the nearest', () => {
  const [problem] = thrown((problems) =>
    problems.expectName(['inputs', 'baseline'], 'E602', 'parameter', 'strenght', ['strength', 'flux']),
  );
  expect(problem).toMatchObject({
    code: 'E602',
    found: 'strenght',
    expected: 'one of strength, flux',
    suggestion: 'strength',
  });
});

test('a known name is no problem', () => {
  expect(thrown((problems) => problems.expectName([], 'E602', 'parameter', 'flux', ['flux']))).toEqual([]);
});

test('a refused value says what was expected and what was found; other errors go on', () => {
  const refuse = () => {
    throw new RangeError('Expected a positive mass, got -1 kg');
  };
  const [problem] = thrown((problems) => problems.attempt(['inputs'], 'E604', refuse));
  expect(problem).toMatchObject({ expected: 'a positive mass', found: '-1 kg' });
  const refuseKey = () => {
    throw new RangeError('Expected a source, got baseline');
  };
  const [withKey] = thrown((problems) => problems.attempt(['inputs'], 'E606', refuseKey));
  const [key] = thrown((problems) => problems.atKey(['inputs', 'baseline'], 'E606', { message: 'm' }));
  expect([withKey!.line, withKey!.column]).toEqual([key!.line, key!.column]);
  const { problems } = parsed(changes);
  const fault = () => problems.attempt([], 'E604', () => (undefined as unknown as { x: number }).x);
  expect(fault).toThrow(TypeError);
  expect(problems.attempt([], 'E604', () => 7)).toBe(7);
});

test('problems come in reading order, each once', () => {
  const found = thrown((problems) => {
    problems.at(['detector'], 'E605', { message: 'later' });
    problems.at(['inputs'], 'E605', { message: 'earlier' });
    problems.at(['detector'], 'E605', { message: 'later' });
  });
  expect(found.map(({ message }) => message)).toEqual(['earlier', 'later']);
});
