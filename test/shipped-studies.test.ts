/**
 * The shipped studies of whole data sets, and of new physics with COHERENT's CsI data, run as a user runs them: what must be true of their numbers and
 * their figures, and the pictures of the gallery that are drawn from them.
 */
import fs from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { galleryExamples, galleryPictures } from '../scripts/gallery.ts';
import { CalledFolder } from './called-folder.ts';
import { project } from './command-servers.ts';
import { figureFaults, storedFigures } from './drawn-figures.ts';
import { schemaValidator } from './schema-validator.ts';

const here = new CalledFolder();
const pipelines = join(project, 'pipelines');
const studiesIn = (folder: string): string[] =>
  fs
    .readdirSync(join(pipelines, folder))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(pipelines, folder, file));
const files = [...studiesIn('.'), ...studiesIn('coherent-csi-2021')];
const names = studiesIn('coherent-csi-2021').map((file) => basename(file, '.yaml'));

interface Line {
  readonly closed: boolean;
  readonly points: readonly (readonly [number, number])[];
}

interface Plane {
  readonly x: { readonly values: readonly number[] };
  readonly y: { readonly values: readonly number[] };
  readonly delta: readonly (readonly (number | null)[])[];
  readonly best: { readonly statistic: number };
  readonly 'standard-model'?: { readonly delta: number; readonly values: Readonly<Record<string, number>> };
  readonly contours: readonly { readonly confidence: number; readonly lines: readonly Line[] }[];
}

interface Summary {
  readonly warnings: readonly string[];
  readonly accuracy: { readonly quadrature: number; readonly tabulation?: number };
  readonly analysis: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function summaryOf(name: string): Summary {
  return JSON.parse(here.read(`results/coherent-csi-2021-${name}/summary.json`)) as Summary;
}

const planeOf = (name: string, analysis: string) => summaryOf(name).analysis[analysis] as unknown as Plane;

const examples = galleryExamples();
/** What else the gallery shows. */
const more = [...new Set(examples.map(({ study }) => join(project, study)))].filter((file) => !files.includes(file));
let stdout: string;
beforeAll(async () => {
  const ended = await here.callAlone('', ['run', ...files, ...more, '--store', 'store', '--quiet', '--json']);
  expect(ended.status, ended.stderr).toBe(0);
  stdout = ended.stdout;
}, 180_000);
afterAll(() => here.remove());

test('every one passes the check', async () => {
  const checked = await here.callIn('', ['check', ...files]);
  expect(checked.status, checked.stderr).toBe(0);
  expect(checked.stdout.trimEnd().split('\n')).toHaveLength(files.length);
});

test('every summary has the name of its file, and fits the schema', () => {
  const summaries = (JSON.parse(stdout) as { study: string }[]).slice(0, files.length);
  const named = summaries.map(({ study }, i) => study.endsWith(basename(files[i]!, '.yaml')));
  expect(named).toEqual(files.map(() => true));
  const validate = schemaValidator('summary');
  for (const summary of summaries) expect(validate(summary), JSON.stringify(validate.errors)).toBe(true);
});

test.each(names)('%s: numerical errors are small', (name) => {
  const { quadrature, tabulation = 0 } = summaryOf(name).accuracy;
  expect(quadrature).toBeLessThan(1e-3);
  expect(tabulation).toBeLessThan(1e-3);
});

test('no text of a figure is cut or covers another, and every axis has a unit or is a number by nature', async () => {
  const figures = storedFigures(here.path('store'));
  expect(figures.length).toBeGreaterThan(40);
  for (const figure of figures) expect(await figureFaults(figure), figure.title).toEqual([]);
});

test('the pictures of the gallery are what the studies give', async () => {
  for (const [path, png] of await galleryPictures(examples, here.folder)) {
    const file = join(project, 'docs', path);
    expect(fs.existsSync(file) && Buffer.from(png).equals(fs.readFileSync(file)), `${path}: npm run gallery`).toBe(
      true,
    );
  }
});

test('the neutron radius of Cs and I is 5.41 +0.40 -0.42 fm', () => {
  const fit = summaryOf('neutron-radius').analysis.radius as {
    readonly parameters: Readonly<
      Record<string, { readonly value: number; readonly minus: number; readonly plus: number }>
    >;
  };
  const { value, minus, plus } = fit.parameters['neutron-radius']!;
  expect(value).toBeCloseTo(5.41, 1.7);
  expect(plus).toBeCloseTo(0.4, 1.7);
  expect(minus).toBeCloseTo(0.42, 1.7);
});

test('NSI of nu_e: two bands, parallel to where (2 Z + N) eps_u + (Z + 2 N) eps_d does not change', () => {
  const { contours } = planeOf('nsi-up-down', 'nsi');
  const { lines } = contours.find(({ confidence }) => Math.abs(confidence - 0.6827) < 1e-6)!;
  expect(lines).toHaveLength(4);
  // Means of Cs133 and I127; the two nuclei are so alike that one slope serves both.
  const [Z, N] = [54, 76];
  for (const { closed, points } of lines) {
    expect(closed).toBe(false);
    const [[x0, y0], [x1, y1]] = [points[0]!, points.at(-1)!];
    expect((y1 - y0) / (x1 - x0)).toBeCloseTo(-(2 * Z + N) / (Z + 2 * N), 2);
  }
});

test('what changes flavour never lowers the rate: the Standard Model lies inside one band that is its own mirror image', () => {
  const { delta } = planeOf('nsi-flavour-changing', 'nsi');
  const last = delta.length - 1;
  // Where it has risen by 60, scans do not ask which of several minima is the lowest.
  const near = delta
    .flatMap((row, i) => row.map((rise, j) => [rise!, delta[last - i]![last - j]!] as const))
    .filter(([rise]) => rise < 55);
  expect(near.length).toBeGreaterThan(2500);
  expect(Math.max(...near.map(([rise, mirrored]) => Math.abs(rise - mirrored)))).toBeLessThan(1e-5);
});

test.each(['light-vector-universal', 'light-vector-b-l', 'scalar'])(
  '%s: heavy mediators are a contact interaction',
  (name) => {
    const { x, y, delta } = planeOf(name, 'plane');
    // The exclusion at 90 % of one degree of freedom, from below, at 5 and 10 GeV: g grows with the mass.
    const limitAt = (mass: number): number => {
      const i = x.values.findIndex((value) => value >= mass * 0.999);
      const row = delta[i]!.map((value) => value!);
      const floor = row[0]!;
      const j = row.findIndex((value, k) => k > 0 && value - floor > 2.7 && value > row[k - 1]!);
      const part = (2.7 + floor - row[j - 1]!) / (row[j]! - row[j - 1]!);
      return (y.values[j - 1]! * (y.values[j]! / y.values[j - 1]!) ** part) / x.values[i]!;
    };
    const ratio = limitAt(9_999) / limitAt(5_000);
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
  },
);

test('without mixing the mass splitting does nothing', () => {
  const plane = planeOf('sterile', 'plane');
  const still = plane.delta[0]!.map((value) => value!);
  for (const value of still) expect(value).toBeCloseTo(plane['standard-model']!.delta, 3);
  expect(plane['standard-model']!.values).toEqual({ sin2_2theta_ee: 0 });
});

test('two of three neutrinos are nu_mu: their magnetic moment is bounded more tightly', () => {
  const { analysis } = summaryOf('magnetic-moment');
  const [electron, muon] = ['limit-e', 'limit-mu'].map((name) => (analysis[name] as { readonly upper: number }).upper);
  expect(muon!).toBeLessThan(electron!);
  // The rate goes with the square: the ratio of the limits is the root of the ratio of what each contributes, within some per cent.
  expect(electron! / muon!).toBeGreaterThan(1.3);
  expect(electron! / muon!).toBeLessThan(1.7);
});

test('charge radii have a mirror solution on the other side of the amplitude', () => {
  const { contours } = planeOf('charge-radii', 'radii');
  const { lines } = contours.find(({ confidence }) => confidence === 0.9)!;
  expect(lines).toHaveLength(2);
  for (const { closed } of lines) expect(closed).toBe(true);
});

test('with as many events as there are, the interval of Feldman and Cousins is nearly that of chi2', () => {
  interface Interval {
    readonly confidence: number;
    readonly lower: number;
    readonly upper: number;
    readonly 'lower-error': number;
    readonly 'upper-error': number;
  }
  const found = summaryOf('feldman-cousins').analysis.strength as never as {
    readonly intervals: readonly Interval[];
    readonly asymptotic: { readonly intervals: readonly Interval[] };
  };
  expect(found.intervals).toHaveLength(2);
  found.intervals.forEach((interval, i) => {
    const asymptotic = found.asymptotic.intervals[i]!;
    expect(interval.confidence).toBe(asymptotic.confidence);
    expect(Math.abs(interval.lower - asymptotic.lower)).toBeLessThan(4 * interval['lower-error'] + 0.005);
    expect(Math.abs(interval.upper - asymptotic.upper)).toBeLessThan(4 * interval['upper-error'] + 0.005);
  });
});
