/**
 * Writes docs/gallery.md and its pictures from studies of the repository:
 *
 *   npm run gallery [-- --check]
 *
 * With `--check` nothing is written, and the exit status is 1 when the page or a picture differs from what is committed.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { argv, stderr, stdout } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FigureBase, FigureKind } from '@cevns/plotting/figures/figure';
import { type Figure, figureKinds } from '@cevns/plotting/figures/registry';
import { paintPng } from '@cevns/plotting/png';
import { drawFigure } from '@cevns/plotting/render-svg';
import { Store } from '@cevns/runner/store';
import { execa } from 'execa';
import {
  type CommandExample,
  campaignExampleOf,
  examplesOf,
  type GalleryExample,
  galleryPage,
  pictureOf,
} from './gallery/gallery-page.ts';

/** Studies whose figures are shown, and which of them; all unless named. */
const STUDIES: readonly { readonly study: string; readonly files?: readonly string[] }[] = [
  { study: 'pipelines/coherent-csi-2021/figures.yaml' },
  { study: 'pipelines/coherent-csi-2021/nsi-up-down.yaml', files: ['nsi.svg'] },
  { study: 'pipelines/coherent-csi-2021/dark-matter.yaml', files: ['limit.svg'] },
  { study: 'pipelines/coherent-csi-2021/feldman-cousins.yaml', files: ['acceptance.svg'] },
];

/** A campaign with a figure of all its configurations, as SVG and, with the dots per inch of this page, as PNG. */
const CAMPAIGN = 'pipelines/campaigns/csi-baseline.yaml';

/** Pixels per CSS pixel: 144 dots per inch. */
const SCALE = 1.5;

const home = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The examples, in the order of the page. */
export function galleryExamples(root = home): GalleryExample[] {
  const read = (path: string) => fs.readFileSync(join(root, path), 'utf8');
  const ofStudies = STUDIES.flatMap(({ study, files }) => {
    const all = examplesOf(study, read(study));
    return files === undefined ? all : all.filter(({ file }) => files.includes(file));
  });
  return [...ofStudies, campaignExampleOf(CAMPAIGN, read(CAMPAIGN))];
}

/** Figures of commands, drawn from descriptions that are kept with the figure kinds. */
export const commandExamples: readonly (CommandExample & { readonly fixture: string })[] = [
  {
    text: 'Two results side by side: numbers of the second relative to those of the first',
    command: 'cevns diff results/one results/other --figure comparison.pdf',
    picture: 'images/gallery/comparison.png',
    fixture: 'two-runs.json',
  },
  {
    text: 'The graph of stages: what takes from what, what is in the store and what would run',
    command: 'cevns plan pipelines/coherent-csi-2021.yaml --graph svg > stages.svg',
    picture: 'images/gallery/stage-graph.png',
    fixture: 'stages.json',
  },
];

/** Runs the studies in a folder, with a store there. */
async function runStudies(examples: readonly GalleryExample[], folder: string): Promise<void> {
  const files = [...new Set(examples.map(({ study }) => join(home, study)))];
  const call = ['run', ...files, '--store', 'store', '--quiet', '--json'];
  await execa(process.execPath, [join(home, 'packages/cli/bin/cevns.js'), ...call], { cwd: folder });
}

/** Paints the pictures, by their path from docs/, from a folder in which the studies have run, with `store` and `results`. */
export async function galleryPictures(
  examples: readonly GalleryExample[],
  folder: string,
): Promise<Map<string, Uint8Array>> {
  const drawn = drawnFigures(join(folder, 'store'));
  const pictures = new Map<string, Uint8Array>();
  for (const example of examples) {
    const name = basename(example.study, '.yaml');
    const file = join(resultsOf(folder, name), 'figures', example.file);
    const figure = drawn.get(digestOf(fs.readFileSync(file)));
    // Figures of a campaign are no stages of a store, but it paints them as well.
    const picture = figure === undefined ? fs.readFileSync(file.replace('.svg', '.png')) : await painted(figure);
    pictures.set(pictureOf(example), picture);
  }
  for (const { fixture, picture } of commandExamples) {
    const file = join(home, 'packages/plotting/src/figures/fixtures', fixture);
    pictures.set(picture, await painted(JSON.parse(fs.readFileSync(file, 'utf8')) as Figure));
  }
  return pictures;
}

/** The results folder of the study of a file: the only one, or the one whose name ends with that of the file. */
function resultsOf(folder: string, name: string): string {
  const results = join(folder, 'results');
  const found = fs.readdirSync(results).find((each) => each === name || each.endsWith(`-${name}`));
  if (found === undefined) throw new Error(`Expected results of ${name}`);
  return join(results, found);
}

/** Descriptions of the figures in a store by the digest of their SVG. */
function drawnFigures(folder: string): Map<string, Figure> {
  const store = new Store(folder);
  const found = new Map<string, Figure>();
  for (const file of fs.readdirSync(join(folder, 'ac'), { recursive: true, encoding: 'utf8' })) {
    const record = store.record(basename(file));
    if (record?.kind !== 'figure') continue;
    const { figure } = store.artifact(record.outputs.data!).json() as unknown as { readonly figure: Figure };
    found.set(record.outputs.figure!.digest, figure);
  }
  return found;
}

async function painted(figure: Figure): Promise<Uint8Array> {
  const module = (await import(figureKinds[figure.kind])) as { readonly figureKind: FigureKind<FigureBase> };
  return paintPng(drawFigure(module.figureKind, figure, { theme: 'paper' }), SCALE);
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function main(): Promise<void> {
  const examples = galleryExamples();
  const files = new Map<string, string | Uint8Array>([['gallery.md', galleryPage(examples, commandExamples)]]);
  const folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'cevns-gallery-')));
  try {
    await runStudies(examples, folder);
    for (const [path, picture] of await galleryPictures(examples, folder)) files.set(path, picture);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  const docs = join(home, 'docs');
  const differing = [...files].filter(([path, content]) => {
    const file = join(docs, path);
    return !fs.existsSync(file) || digestOf(fs.readFileSync(file)) !== digestOf(Buffer.from(content));
  });
  if (argv.includes('--check')) {
    for (const [path] of differing) stderr.write(`docs/${path} differs from what the studies give: npm run gallery\n`);
    if (differing.length > 0) process.exitCode = 1;
    return;
  }
  fs.mkdirSync(join(docs, 'images/gallery'), { recursive: true });
  for (const [path, content] of differing) {
    fs.writeFileSync(join(docs, path), content);
    stdout.write(`written: docs/${path}\n`);
  }
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) await main();
