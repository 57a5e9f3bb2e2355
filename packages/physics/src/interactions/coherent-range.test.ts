import { expect, test } from 'vitest';
import { interaction as axial } from './axial.ts';
import { coherentRangeWarnings } from './coherent-range.ts';
import { interaction as generalised } from './generalised.ts';
import { interaction as generalisedQuarks } from './generalised-quarks.ts';
import { interaction as magneticMoment } from './magnetic-moment.ts';
import { interaction as scalar } from './scalar.ts';
import { caesium } from './testing/cross-section.ts';

test('stopped pions and reactors are within the range, a beam of neutrinos in flight is not', () => {
  expect(coherentRangeWarnings({ nuclei: [caesium], endPointMeV: 52.8 })).toEqual([]);
  expect(coherentRangeWarnings({ nuclei: [caesium], endPointMeV: 1000 })).toEqual([
    expect.stringContaining('neutrinos of up to 1000 MeV'),
  ]);
});

test('each term that is coherent says so', () => {
  const circumstances = { nuclei: [caesium], endPointMeV: 1000 };
  for (const said of [
    magneticMoment.warnings!({}, circumstances),
    scalar.warnings!({ mass: 10 }, circumstances),
    axial.warnings!({}, circumstances),
    generalised.warnings!({}, circumstances),
    generalisedQuarks.warnings!({}, circumstances),
  ]) {
    expect(said).toEqual([expect.stringContaining('off single nucleons')]);
  }
});
