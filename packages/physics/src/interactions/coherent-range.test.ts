import { expect, test } from 'vitest';
import { interaction as axial } from './axial.ts';
import { coherentRangeWarnings } from './coherent-range.ts';
import { interaction as generalised } from './generalised.ts';
import { interaction as generalisedQuarks } from './generalised-quarks.ts';
import { interaction as magneticMoment } from './magnetic-moment.ts';
import { interaction as scalar } from './scalar.ts';
import { caesium } from './testing/cross-section.ts';

test('stopped pions and reactors are within the range, a beam of neutrinos in flight is not', () => {
  expect(coherentRangeWarnings('scalar', { nuclei: [caesium], endPointMeV: 52.8 })).toEqual([]);
  expect(coherentRangeWarnings('scalar', { nuclei: [caesium], endPointMeV: 1000 })).toEqual([
    expect.stringContaining('scalar: neutrinos of up to 1000 MeV'),
  ]);
});

test('each term says so under its own name', () => {
  const circumstances = { nuclei: [caesium], endPointMeV: 1000 };
  const said = [
    magneticMoment.warnings!({}, circumstances),
    scalar.warnings!({ mass: 10 }, circumstances),
    axial.warnings!({}, circumstances),
    generalised.warnings!({}, circumstances),
    generalisedQuarks.warnings!({}, circumstances),
  ].flat();
  expect(said.map((sentence) => sentence.split(':')[0])).toEqual([
    'magnetic-moment',
    'scalar',
    'axial',
    'generalised',
    'generalised-quarks',
  ]);
});
