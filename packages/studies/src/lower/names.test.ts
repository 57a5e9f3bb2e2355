import { expect, test } from 'vitest';
import { parsed, sections } from '../testing/written-study.ts';
import { componentsOf, listOf, observablesOf } from './names.ts';

test('components: the backgrounds in their order, the signal on top', () => {
  const more = `${sections.detector}\n    early: { events: 1 }`;
  expect(componentsOf(parsed({ detector: more }).study)).toEqual(['steady', 'early', 'cevns']);
});

test('the first axis is that of the recoil energy', () => {
  const { detector } = parsed().study;
  expect(observablesOf(detector)).toEqual(['PE', 'time']);
  expect(observablesOf({ ...detector, observables: { PE: detector.observables.PE! } })).toEqual(['PE']);
});

test('one name is a list of one', () => {
  expect(listOf('cevns')).toEqual(['cevns']);
  expect(listOf(['brn', 'nin'])).toEqual(['brn', 'nin']);
});

test('the order of the axes is not that of the file', () => {
  const { detector } = parsed().study;
  const { time, PE } = detector.observables;
  const binned = { binning: { edges: [0, 1] } };
  const observables = { S2: binned, time: time!, F90: binned, PE: PE! };
  expect(observablesOf({ ...detector, observables })).toEqual(['PE', 'time', 'F90', 'S2']);
});
