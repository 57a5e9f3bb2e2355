import { gaussLegendre } from '@cevns/numerics/quadrature';
import { expect, test } from 'vitest';
import { exampleSources } from '../testing/example-sources.ts';
import { models } from './registry.ts';

const { nodes, weights } = gaussLegendre(20);

test.each(Object.keys(models))(
  '%s: spectra are normalised, moments fall to nothing, and are those of the density',
  (name) => {
    const { source, parameters } = exampleSources[name]!;
    const out = new Float64Array(3);
    for (const { spectrum, fluencePerCm2, timing, flavour } of source.flavours(parameters as never, 20)) {
      expect(fluencePerCm2, flavour).toBeGreaterThan(0);
      expect(Object.keys(source.timing(parameters as never))).toContain(timing);
      spectrum.moments(0, out);
      expect(out[0], flavour).toBeCloseTo(1, 8);
      spectrum.moments(spectrum.endPointMeV, out);
      expect([...out]).toEqual([0, 0, 0]);
      if (spectrum.density === null) continue;
      const from = 2.5;
      const panels = 2000;
      const half = (spectrum.endPointMeV - from) / panels / 2;
      const sums = [0, 0, 0];
      for (let i = 0; i < panels; i++) {
        nodes.forEach((node, j) => {
          const energyMeV = from + half * (2 * i + 1 + node);
          for (let k = 0; k < 3; k++) sums[k]! += half * weights[j]! * spectrum.density!(energyMeV) * energyMeV ** -k;
        });
      }
      spectrum.moments(from, out);
      for (let k = 0; k < 3; k++) expect(out[k]! / sums[k]!, `M${k} of ${flavour}`).toBeCloseTo(1, 5);
    }
  },
);
