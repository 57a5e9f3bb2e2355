import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DimensionName, dimensions } from './dimensions.ts';
import { parseQuantity, QuantityError, toInternal } from './units.ts';

function refusal(value: string | number, dimension: DimensionName, limits = {}): QuantityError {
  try {
    toInternal(value, dimension, limits);
  } catch (error) {
    if (error instanceof QuantityError) return error;
    throw error;
  }
  throw new Error(`\`${value}\` was taken for ${dimension}`);
}

test.each([
  ['14.6 kg', 14.6, 'kg', 'mass'],
  ['19.3 m', 19.3, 'm', 'length'],
  ['6.5 keVnr', 6.5, 'keVnr', 'recoil-energy'],
  ['3.198e23 POT', 3.198e23, 'POT', 'protons-on-target'],
  ['7.8e12 /cm^2/s', 7.8e12, '/cm^2/s', 'flux'],
  ['7.8e12 cm^-2 s^-1', 7.8e12, 'cm^-2 s^-1', 'flux'],
  ['10 %', 10, '%', 'fraction'],
  ['10%', 10, '%', 'fraction'],
  ['0.0749 keVee/PE', 0.0749, 'keVee/PE', 'energy-per-photoelectron'],
  ['13.35 PE/keVee', 13.35, 'PE/keVee', 'light-yield'],
  ['0.0494 /us', 0.0494, '/us', 'rate-per-time'],
  ['0.0494 1/us', 0.0494, '1/us', 'rate-per-time'],
  ['3.9 GW', 3.9, 'GW', 'power'],
  ['60 PE', 60, 'PE', 'photoelectrons'],
  ['380 ns', 380, 'ns', 'time'],
  ['27 events', 27, 'events', 'count'],
  ['-5.09 fm', -5.09, 'fm', 'length'],
  ['2 kg d', 2, 'kg d', undefined],
])('%s is read', (text, value, unit, dimension) => {
  expect(parseQuantity(text)).toMatchObject({ value, unit, dimension });
});

test.each([
  ['19.3 m', 'length', 19.3],
  ['1930 cm', 'length', 19.3],
  ['0.0193 km', 'length', 19.3],
  ['193e-1 m', 'length', 19.3],
  ['5.09 fm', 'nuclear-length', 5.09],
  ['6.5 keVnr', 'recoil-energy', 0.0065],
  ['6500 eVnr', 'recoil-energy', 0.0065],
  ['200 eVee', 'electron-equivalent-energy', 0.2],
  ['380 ns', 'time', 0.38],
  ['2.197 µs', 'time', 2.197],
  ['1 d', 'time', 86400e6],
  ['10 %', 'fraction', 0.1],
  [0.1, 'fraction', 0.1],
  ['7 %', 'fraction', 0.07],
  ['14600 g', 'mass', 14.6],
  ['60 Hz', 'frequency', 60],
  ['60 Hz', 'rate-per-time', 60e-6],
  ['7.8e12 /cm^2/s', 'flux', 7.8e6],
  ['1e19 /m^2', 'fluence', 1e15],
  ['0.5 /keVee', 'inverse-electron-equivalent-energy', 0.5],
  ['1 GeV', 'energy', 1000],
  ['2.96 eVee/electron', 'energy-per-electron', 0.00296],
  ['0.2 electrons', 'electrons', 0.2],
  ['0.2 e-', 'electrons', 0.2],
  ['28 PE/e-', 'photoelectrons-per-electron', 28],
  ['0.5 /keVnr', 'inverse-recoil-energy', 500],
  ['1 Bq/kg', 'rate-per-mass', 1e-6],
  ['8.64 /keVee/kg/d', 'rate-per-energy-and-mass', 1e-10],
  // 1 W = 1 J/s = 1 / 1.602176634e-13 MeV/s.
  ['1.602176634e-7 W', 'power', 1],
] as const)('%s as %s is %d, to the last bit', (text, dimension, expected) => {
  expect(toInternal(text, dimension)).toBe(expected);
});

test.each([
  ['6.5 keV nr', 'recoil-energy', 'E402', '6.5 keVnr'],
  ['6.5 keVn', 'recoil-energy', 'E402', '6.5 keVnr'],
  ['6.5 KeVnr', 'recoil-energy', 'E402', '6.5 keVnr'],
  ['14.6 Kg', 'mass', 'E402', '14.6 kg'],
  ['14.6 kgs', 'mass', 'E402', '14.6 kg'],
  ['60 P.E.', 'photoelectrons', 'E402', '60 PE'],
  ['3 furlongs', 'length', 'E402', undefined],
  ['63 ft', 'length', 'E402', undefined],
  ['63 metres', 'length', 'E402', '63 m'],
  ['5 m*', 'length', 'E402', undefined],
  ['3 m^99', 'length', 'E402', undefined],
  ['19.3', 'length', 'E401', '19.3 m'],
  [19.3, 'length', 'E401', '19.3 m'],
  ['19.3 kg', 'length', 'E403', undefined],
  ['0.0749 keVee', 'energy-per-photoelectron', 'E403', undefined],
  ['0.0749 keVnr/PE', 'energy-per-photoelectron', 'E404', undefined],
  ['0.0749 keV/PE', 'energy-per-photoelectron', 'E404', undefined],
  ['7 /keV/kg/d', 'rate-per-energy-and-mass', 'E404', undefined],
  ['2.96 eVee', 'energy-per-electron', 'E403', undefined],
  ['1,300 m', 'length', 'E405', undefined],
  ['10 %', 'mass', 'E403', undefined],
  ['6.5 keVee', 'recoil-energy', 'E404', undefined],
  ['0.5 keVnr', 'electron-equivalent-energy', 'E404', undefined],
  ['6.5 keV', 'recoil-energy', 'E404', undefined],
  ['8 PE', 'electron-equivalent-energy', 'E404', undefined],
  ['ten m', 'length', 'E405', undefined],
  ['', 'length', 'E405', undefined],
  ['m', 'length', 'E405', undefined],
  ['1.2.3 m', 'length', 'E405', undefined],
  ['1,5 m', 'length', 'E405', '1.5 m'],
  ['1e999999999 m', 'length', 'E405', undefined],
  ['1e399 m', 'length', 'E405', undefined],
  ['-14.6 kg', 'mass', 'E406', undefined],
  ['0 m', 'length', 'E406', undefined],
  ['-1 events', 'count', 'E406', undefined],
] as const)('%s as %s is refused with %s', (text, dimension, code, suggestion) => {
  const error = refusal(text, dimension);
  expect(error.code).toBe(code);
  expect(error.details.suggestion).toBe(suggestion);
  expect(error.details.expected).toContain(dimensions[dimension].examples[0]);
});

test('messages say what lies between the energy scales', () => {
  expect(refusal('6.5 keVee', 'recoil-energy').message).toContain('quenching of the detector lies between');
  expect(refusal('8 PE', 'electron-equivalent-energy').message).toContain('light yield of the detector lies between');
  expect(refusal('0.0749 keVnr/PE', 'energy-per-photoelectron').message).toBe(
    '`0.0749 keVnr/PE` has a nuclear recoil energy (nr) where an electron-equivalent energy (ee) is due: ' +
      'the quenching of the detector lies between the two',
  );
  expect(refusal('19.3 kg', 'length').message).toBe('a length is due here, and `19.3 kg` is a mass');
});

test('limits of a place go beyond those of its dimension', () => {
  expect(toInternal('-3 kg', 'mass', { sign: 'any' })).toBe(-3);
  expect(refusal('150 %', 'fraction', { maximum: 1 }).code).toBe('E406');
  expect(refusal('100 %', 'fraction', { exclusiveMaximum: 1 }).details.expected).toContain('below 1');
  expect(refusal('5 PE', 'photoelectrons', { minimum: 8 }).details.expected).toContain('at least 8 PE');
  expect(refusal('0 PE', 'photoelectrons', { exclusiveMinimum: 0 }).message).toBe(
    'a number of photoelectrons has to be positive here, and `0 PE` is not',
  );
  expect(toInternal('8 PE', 'photoelectrons', { minimum: 8 })).toBe(8);
});

test('every example of every dimension is a quantity of it', () => {
  for (const [name, dimension] of Object.entries(dimensions)) {
    for (const example of dimension.examples) {
      expect(Number.isFinite(toInternal(example, name as DimensionName)), example).toBe(true);
    }
  }
});

test('a number in the internal unit comes back as it is, and moving the decimal point with the prefix changes nothing', () => {
  const significant = fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-200, max: 1e200 });
  fc.assert(
    fc.property(significant, fc.constantFrom(...(Object.keys(dimensions) as DimensionName[])), (x, name) => {
      expect(toInternal(`${x} ${dimensions[name].internalUnit}`, name)).toBe(x);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: -12, max: 12 }), (digits, shift) => {
      const inMetres = toInternal(`${digits}e${shift} m`, 'length');
      expect(toInternal(`${digits}e${shift + 2} cm`, 'length')).toBe(inMetres);
      expect(toInternal(`${digits}e${shift - 3} km`, 'length')).toBe(inMetres);
      expect(inMetres).toBe(Number(`${digits}e${shift}`));
    }),
  );
});

test('any text is a quantity or a QuantityError', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(...(Object.keys(dimensions) as DimensionName[])),
      (text, name) => {
        try {
          expect(Number.isFinite(toInternal(text, name))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(QuantityError);
        }
      },
    ),
  );
});

test('a nuclear length in metres is a mistake, though it is a length', () => {
  expect(toInternal('5.09 fm', 'nuclear-length')).toBe(5.09);
  expect(() => toInternal('4.7 m', 'nuclear-length')).toThrow('is written in fm');
});

test('a fraction above its limits lacks its per cent sign', () => {
  expect(refusal(68.27, 'fraction', { exclusiveMaximum: 1 }).details.suggestion).toBe('68.27 %');
  expect(refusal('150 %', 'fraction', { exclusiveMaximum: 1 }).details.suggestion).toBeUndefined();
  expect(refusal(10, 'fraction', { 'bare-maximum': 1 })).toMatchObject({
    code: 'E406',
    details: { suggestion: '10 %' },
  });
  expect(toInternal('150 %', 'fraction', { 'bare-maximum': 1 })).toBe(1.5);
  expect(toInternal(1, 'fraction', { 'bare-maximum': 1 })).toBe(1);
});

test('standard deviations are no probability', () => {
  const suggested = (text: string) => refusal(text, 'fraction', { exclusiveMaximum: 1 }).details.suggestion;
  expect(suggested('1 sigma')).toBe('68.27 %');
  expect(suggested('2σ')).toBe('95.45 %');
  expect(suggested('1.3 sigma')).toBeUndefined();
  // As an uncertainty it is no probability either.
  expect(refusal('1 sigma', 'fraction').details.suggestion).toBeUndefined();
});

test('a number without unit gets the units that are usual in its place', () => {
  expect(refusal(4000, 'protons-on-target', { 'usual-units': ['d', 'h', 'POT'] })).toMatchObject({
    code: 'E401',
    details: { suggestion: '4000 d, 4000 h or 4000 POT' },
  });
  expect(refusal(1, 'time', { 'usual-units': ['d'] })).toMatchObject({ details: { suggestion: '1 d' } });
  expect(refusal(1, 'time')).toMatchObject({ details: { suggestion: '1 us' } });
});
