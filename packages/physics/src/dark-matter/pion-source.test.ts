import { expect, test } from 'vitest';
import {
  captureMediatorEnergyMeV,
  flux,
  mediatorsPerCapturePhoton,
  mediatorsPerNeutralPion,
  pionSourceYield,
} from './pion-source.ts';
import { portals, thermalYield } from './portal.ts';

const darkMatter = { kind: 'scalar', massMeV: 20, mediatorMassMeV: 60, portal: portals.vector } as const;
const source = {
  'neutral-pions-per-proton': 0.1,
  'neutral-pion-momenta': [
    { momentum: 0, weight: 1 },
    { momentum: 200, weight: 3 },
  ],
};

test('a light mediator replaces either photon of a pi0, one of the mass of the pion none', () => {
  expect(mediatorsPerNeutralPion(1e-3)).toBeCloseTo(2, 8);
  expect(mediatorsPerNeutralPion(134.9768 / Math.SQRT2)).toBeCloseTo(0.25, 12);
  expect(mediatorsPerNeutralPion(135)).toBe(0);
});

test('the photon of pi- p -> n gamma has 129.4 MeV, and a mediator has no room above 138.3 MeV', () => {
  expect(captureMediatorEnergyMeV(0)).toBeCloseTo(129.4, 1);
  expect(mediatorsPerCapturePhoton(1e-3)).toBeCloseTo(1, 8);
  expect(mediatorsPerCapturePhoton(137)).toBeGreaterThan(0);
  expect(mediatorsPerCapturePhoton(138.3)).toBe(0);
});

test('two particles per mediator, spread over the sphere', () => {
  const yielded = pionSourceYield(darkMatter, source);
  expect(yielded.particlesPerProton).toBeCloseTo(2 * 0.1 * 2 * (1 - (60 / 134.9768) ** 2) ** 3, 12);
  const { fluencePerCm2 } = flux.prepare(source, darkMatter, { protonsOnTarget: 1e23, baselineM: 20 });
  expect((fluencePerCm2 * 4 * Math.PI * 2000 ** 2) / 1e23).toBeCloseTo(yielded.particlesPerProton, 12);
});

test('pi0 and capture share the spectrum by their yields', () => {
  const both = pionSourceYield(darkMatter, { ...source, 'capture-photons-per-proton': 0.02 });
  const alone = pionSourceYield(darkMatter, source);
  const captured = pionSourceYield(darkMatter, {
    ...source,
    'neutral-pions-per-proton': 0,
    'capture-photons-per-proton': 0.02,
  });
  for (const E of [25, 50, 70, 100]) {
    const sum =
      alone.particlesPerProton * alone.spectrum.density(E) + captured.particlesPerProton * captured.spectrum.density(E);
    expect((both.particlesPerProton * both.spectrum.density(E)) / sum).toBeCloseTo(1, 10);
  }
});

test('baryon number: eps^2 becomes alpha_B / alpha', () => {
  const leptophobic = pionSourceYield({ ...darkMatter, portal: portals.leptophobic }, source);
  const vector = pionSourceYield(darkMatter, source);
  expect(leptophobic.particlesPerProton / vector.particlesPerProton).toBeCloseTo(137.035999084, 9);
});

test('mediators that nothing here makes are refused', () => {
  expect(() => pionSourceYield({ ...darkMatter, mediatorMassMeV: 39 }, source)).toThrow(/heavier than two/);
  expect(() => pionSourceYield({ ...darkMatter, mediatorMassMeV: 137 }, source)).toThrow(/light enough/);
});

test('Y = eps^2 alpha_D (m_chi / m_V)^4', () => {
  expect(thermalYield(1e-4, 0.5, 1, 3) / (1e-8 * 0.5 * 3 ** -4)).toBeCloseTo(1, 12);
});

test('pions that fly past the detector send less there than the average, those that fly towards it more', () => {
  const particles = (cosine?: number) =>
    pionSourceYield(darkMatter, {
      'neutral-pions-per-proton': 0.1,
      'neutral-pion-momenta': [
        { momentum: 200, weight: 1, ...(cosine === undefined ? {} : { 'cosine-to-detector': cosine }) },
      ],
    }).particlesPerProton;
  expect(particles(0)).toBeLessThan(particles());
  expect(particles(1)).toBeGreaterThan(2 * particles());
});
