import type { Explanation } from '@cevns/studies/explain/explanation';
import { expect, test } from 'vitest';
import { explanationLines } from './explanation-lines.ts';

const about = { source: 'somebody', set: [] };
const explanation: Explanation = {
  study: 'csi',
  baseline: { cevns: 99, 'electron-scattering': 1 },
  choices: [
    {
      choice: 'form factor',
      path: 'inputs.interaction.form-factor',
      study: { proton: 'helm-rms', neutron: { model: 'helm-rms', skin: '0.15 fm' } },
      alternatives: [
        { ...about, name: 'helm', events: { cevns: 94, 'electron-scattering': 1 }, change: -5 },
        { ...about, name: 'unity', events: { cevns: 199, 'electron-scattering': 1 }, change: 100, limit: true },
        { ...about, name: 'first', reason: 'no radius '.repeat(20).trim() },
        { ...about, name: 'second', reason: 'no radius '.repeat(20).trim() },
      ],
    },
    {
      choice: 'couplings',
      path: 'inputs.interaction.couplings',
      study: { gvp: 0.03, gvn: -0.51 },
      alternatives: [{ ...about, name: 'other', events: { cevns: 99.0001, 'electron-scattering': 1 }, change: 1e-4 }],
    },
  ],
  largest: {
    choice: 'form factor',
    lowest: { name: 'helm', change: -5 },
    highest: { name: 'this study', change: 0 },
  },
};

test('a table with a row per alternative: the sum of all components, and what could not be computed with its reason', () => {
  const lines = explanationLines(explanation);
  expect(lines.map((line) => line.trimEnd())).toEqual(lines);
  expect(lines.slice(0, 7)).toEqual([
    'csi: 100.00 events expected in the region (cevns 99.000, electron-scattering 1.0000); one choice',
    '  changed at a time',
    '',
    '  choice       this study                    alternative  events     change',
    '  form factor  proton helm-rms, neutron ...  helm          95.00    -5.00 %',
    '                                             unity        200.00  +100.00 %',
    '                                             first             -          -',
  ]);
  expect(lines[8]).toBe('  couplings    gvp 0.03, gvn -0.51           other        100.00     0.00 %');
  const reasons = lines.slice(lines.indexOf('not computed:') + 1, lines.indexOf('', 10));
  expect(reasons.join(' ').replace(/\s+/g, ' ').trim()).toBe(
    `form factor first, second: ${'no radius '.repeat(20).trim()}`,
  );
  expect(lines.at(-1)).toBe(
    'largest spread: form factor, from -5.00 % (helm) to 0.00 % (this study); unity left aside',
  );
});

test('it fits into a hundred columns', () => {
  for (const line of explanationLines(explanation)) expect(line.length).toBeLessThanOrEqual(100);
});

test('a study that expects nothing has no percentages', () => {
  const lines = explanationLines({
    study: 'csi',
    baseline: { cevns: 0 },
    choices: [{ ...explanation.choices[1]!, alternatives: [{ ...about, name: 'other', events: { cevns: 0 } }] }],
  });
  expect(lines.at(-1)).toMatch(/other +0\.00 +-$/);
});
