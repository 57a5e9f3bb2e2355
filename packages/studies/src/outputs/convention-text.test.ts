import { expect, test } from 'vitest';
import { conventionName, conventionText } from './convention-text.ts';

const symbols = { sin2_theta_W: 'sin^{2} θ_{W}' };

test.each<[unknown, string]>([
  ['helm-lewin-smith', 'helm-lewin-smith'],
  [['standard-model', 'magnetic-moment'], 'standard-model, magnetic-moment'],
  [{ name: 'tree-level', sin2_theta_W: 0.23857 }, 'tree-level (sin^{2} θ_{W} = 0.23857)'],
  [{ name: 'scholberg' }, 'scholberg'],
  [{ proton: 'helm', neutron: { model: 'helm-rms', skin: 0.05 } }, 'protons: helm, neutrons: helm-rms (skin = 0.05)'],
  [
    { model: 'helm-rms', 'rms-radius': { Cs133: 5.01, I127: 4.94 } },
    'helm-rms (rms-radius: Cs133 = 5.01, I127 = 4.94)',
  ],
  [{ proton: [0.0382, 0.03], neutron: -0.512 }, 'protons: 0.0382, 0.03, neutrons = -0.512'],
])('%j', (value, text) => {
  expect(conventionText(value, symbols)).toBe(text);
});

test('names are read as words', () => {
  expect(['form-factor', 'terms'].map(conventionName)).toEqual(['Form factor', 'Terms']);
});
