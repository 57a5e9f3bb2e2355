import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fontMetrics, fontPaths } from './fonts.ts';
import type { Font } from './primitives.ts';
import { axisTitle, labelRuns, labelWidth, parseLabel, plainLabel, textBox, withUnit } from './text.ts';

const serif: Font = { family: 'STIX Two Text' };
const sans: Font = { family: 'Source Sans 3' };

test('sub- and superscripts, symbols and signs', () => {
  expect(parseLabel('\\sigma_{CE\\nu NS} (10^{-40} cm^{2})')).toEqual([
    { text: 'σ', position: 'base' },
    { text: 'CEνNS', position: 'sub' },
    { text: ' (10', position: 'base' },
    { text: '\u221240', position: 'sup' },
    { text: ' cm', position: 'base' },
    { text: '2', position: 'sup' },
    { text: ')', position: 'base' },
  ]);
  expect(plainLabel('-2\\Delta ln L')).toBe('\u22122Δln L');
  expect(plainLabel('arXiv:2110-07730, run-3')).toBe('arXiv:2110-07730, run-3');
  expect(plainLabel('\\mu^{-}')).toBe('μ\u2212');
});

test('what is not markup is literal', () => {
  for (const label of ['a_b', '\\unknown', '^{open', '{x}', '<b>', '^2', 'eps_ee_u', 'x^y', '']) {
    expect(plainLabel(label)).toBe(label);
  }
});

test('formulae as they are written in TeX', () => {
  const scripts = (label: string) => parseLabel(label).map(({ text, position }) => `${position} ${text}`);
  expect(scripts('\\sin^2\\theta_W')).toEqual(['base sin', 'sup 2', 'base θ', 'sub W']);
  expect(scripts('10^-40 cm^2')).toEqual(['base 10', 'sup \u221240', 'base  cm', 'sup 2']);
  expect(scripts('\\mu_\\nu')).toEqual(['base μ', 'sub ν']);
  expect(scripts('\\epsilon_e^u')).toEqual(['base ε', 'sub e', 'sup u']);
  expect(scripts('E_{\\nu_{e}} / A_{\\mathrm{eff}}')).toEqual(['base E', 'sub νe', 'base  / A', 'sub eff']);
  expect(scripts('\\bar{\\nu}_{e} \\to \\bar\\nu_\\mu')).toEqual(['base ν\u0304', 'sub e', 'base  → ν\u0304', 'sub μ']);
  expect(plainLabel('\\langle r^{2} \\rangle')).toBe('⟨r2 ⟩');
  expect(plainLabel('-2\\Delta\\ln L')).toBe('\u22122Δ\u2009ln\u2009L');
  expect(plainLabel('2 \\Delta \\ln(L)')).toBe('2 Δ\u2009ln(L)');
  expect(plainLabel('a \\log E')).toBe('a log\u2009E');
});

test('units stand behind a thin space, powers of ten taken out go into the parentheses', () => {
  expect(withUnit('14.6', 'kg')).toBe('14.6\u2009kg');
  expect(axisTitle('Mass', 'kg')).toBe('Mass (kg)');
  expect(axisTitle('Exposure', 'kg d', 5)).toBe('Exposure (10^{5}\u2009kg d)');
  expect(axisTitle('Strength', '')).toBe('Strength');
  // A unit that has a power of its own takes the other one in.
  expect(axisTitle('Moment', '10^{-11} μ_{B}', -9)).toBe('Moment (10^{-20}\u2009μ_{B})');
  expect(axisTitle('Radius', '10^-32 cm^{2}', 32)).toBe('Radius (cm^{2})');
  expect(axisTitle('Radius', '10^{-32} cm^{2}')).toBe('Radius (10^{-32} cm^{2})');
});

test('asymmetric errors stand one above the other: the width is that of the wider', () => {
  const both = labelWidth('0.87^{+0.15}_{-0.1}', 10, serif);
  expect(both).toBeCloseTo(labelWidth('0.87^{+0.15}', 10, serif), 10);
  const after = labelWidth('0.87^{+0.15}_{-0.1}x', 10, serif) - labelWidth('x', 10, serif);
  expect(after).toBeCloseTo(both, 10);
});

test.each([serif, sans, { ...sans, bold: true }])(
  'measured widths agree with the painter that draws them: %o',
  (font) => {
    for (const text of [
      'Photoelectrons (PE)',
      'Steady-state background',
      'Beam-related neutrons 0123456789',
      'x ≤ 3 ≈ y',
      'χμνΔ ±×−',
    ]) {
      const weight = font.bold === true ? ' font-weight="700"' : '';
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="200"><text x="10" y="100" font-size="60" font-family="${font.family}"${weight}>${text}</text></svg>`;
      const painted = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: fontPaths() } }).getBBox();
      const measured = labelWidth(text, 60, font);
      // The advance widths include the side bearings (some 0.05 em), and no kerning, which takes up to two per cent away.
      expect(measured - (painted?.width ?? 0)).toBeGreaterThan(-0.5);
      expect(measured - (painted?.width ?? 0)).toBeLessThan(0.02 * measured + 10);
    }
  },
);

test('the bundled fonts have every symbol that labels can name', () => {
  const needed = [
    ...plainLabel(
      '\\alpha\\beta\\gamma\\delta\\epsilon\\zeta\\eta\\theta\\kappa\\lambda\\mu\\nu\\xi\\pi\\rho\\sigma\\tau\\phi\\chi\\psi\\omega' +
        '\\Gamma\\Delta\\Theta\\Lambda\\Xi\\Pi\\Sigma\\Phi\\Psi\\Omega\\times\\pm\\approx\\leq\\geq\\cdot\\,-1',
    ),
  ];
  const missing = (font: Font) =>
    needed.filter((character) => !fontMetrics(font).hasGlyph(character.codePointAt(0) ?? 0));
  expect(missing(sans)).toEqual([]);
  // These come from the other family, as painters do it.
  expect(missing(serif)).toEqual(['≈', '≤', '≥']);
});

test('the box of turned text is the box of the text, turned', () => {
  const item = {
    kind: 'text',
    x: 50,
    y: 60,
    runs: labelRuns('Events', 10, sans),
    font: sans,
    color: '#000000',
    anchor: 'end',
  } as const;
  const flat = textBox(item);
  const turned = textBox({ ...item, rotation: -90 });
  expect(turned.height).toBe(flat.width);
  expect(turned.width).toBe(flat.height);
  expect(turned.y).toBeCloseTo(60, 10);
  expect(turned.x + turned.width).toBeCloseTo(50 + (flat.y + flat.height - 60), 10);
});

test('any string is a label, and its width is finite and not negative', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (label) => {
      expect(labelWidth(label, 9, sans)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 200 },
  );
});
