import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { catalogueElements } from './elements.ts';

const root = mkdtempSync(join(tmpdir(), 'cevns-elements-'));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'nuclei'));
writeFileSync(
  join(root, 'nuclei', 'Li.yaml'),
  `kind: element
symbol: Li
Z: 3
isotopes:
  - { A: 6, atomic-mass-u: 6.0151, abundance: 0.076, spin-parity: 1+, charge-radius-fm: 2.589, charge-radius-error-fm: 0.039 }
  - { A: 7, atomic-mass-u: 7.016, abundance: 0.924, spin-parity: 3/2-, charge-radius-fm: null, charge-radius-error-fm: null }
`,
);
writeFileSync(join(root, 'nuclei', 'Broken.yaml'), 'isotopes: [\n');

test('an element is read when it is asked for, and only then', () => {
  const elements = catalogueElements(root);
  expect([...elements.symbols].sort()).toEqual(['Broken', 'Li']);
  expect(elements.isotopesOf('Li')).toEqual([
    { symbol: 'Li', Z: 3, A: 6, atomicMassU: 6.0151, abundance: 0.076, spinParity: '1+', chargeRadiusFm: 2.589 },
    { symbol: 'Li', Z: 3, A: 7, atomicMassU: 7.016, abundance: 0.924, spinParity: '3/2-', chargeRadiusFm: null },
  ]);
  expect(elements.isotopesOf('Xe')).toBeUndefined();
});
