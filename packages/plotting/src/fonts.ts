import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PlottingError } from './plotting-error.ts';
import type { Font } from './primitives.ts';
import { type FontMetrics, readMetrics } from './truetype.ts';

/**
 * The bundled fonts (SIL Open Font License). Only these are used, never fonts of the machine, so that a figure has the same bytes
 * everywhere. The digests are those of packages source-sans-3 0.4.1 and stix-two-text 0.4.2: other files would give other figures under
 * the same code, so they are refused, and a new version of a font is a change of this file.
 */
const fontFiles = {
  'STIX Two Text': {
    file: '@expo-google-fonts/stix-two-text/400Regular/STIXTwoText_400Regular.ttf',
    sha256: 'd2a222614cf280f2db1d4ebd7d6f0dad5772541f8945a96ee4bf899c845b695b',
  },
  'STIX Two Text/bold': {
    file: '@expo-google-fonts/stix-two-text/700Bold/STIXTwoText_700Bold.ttf',
    sha256: '35e4a0ec786d071271e64a3755fe86e5847fc8709ae3b0898f6708c1eba34641',
  },
  'STIX Two Text/italic': {
    file: '@expo-google-fonts/stix-two-text/400Regular_Italic/STIXTwoText_400Regular_Italic.ttf',
    sha256: '8695733706c0768637c6051141abad7cdb854184c7c36fb5050cdd0f4b148e7c',
  },
  'Source Sans 3': {
    file: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
    sha256: '393fb5b878ceed04aebc34b097e853ae5138c51d0c34b496ce8e2b47e0d0b94a',
  },
  'Source Sans 3/bold': {
    file: '@expo-google-fonts/source-sans-3/700Bold/SourceSans3_700Bold.ttf',
    sha256: '7109021766e915ecd9721e28d11dfc732d57affda49e4ca15bb6d1529add7fdd',
  },
  'Source Sans 3/italic': {
    file: '@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
    sha256: 'f17facaa9ed293bb38526db3638e240510b7393c37ffa70e5c48f39575de44ab',
  },
} as const;

type Face = keyof typeof fontFiles;

const packages = createRequire(import.meta.url);
const metrics = new Map<Face, FontMetrics>();

/** The face that draws a font; bold wins over italic, since no bold italic is bundled. */
function faceOf(font: Font): Face {
  if (font.bold === true) return `${font.family}/bold`;
  return font.italic === true ? `${font.family}/italic` : font.family;
}

function readFace(face: Face): { readonly path: string; readonly bytes: Uint8Array } {
  const { file, sha256 } = fontFiles[face];
  const path = packages.resolve(file);
  const bytes = new Uint8Array(readFileSync(path));
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) {
    throw new PlottingError('font-damaged', file, `expected sha256 ${sha256}, found ${found}; reinstall the packages`);
  }
  return { path, bytes };
}

/** Paths of all bundled font files, in a fixed order, with their content verified. */
export function fontPaths(): string[] {
  return (Object.keys(fontFiles) as Face[]).map((face) => readFace(face).path);
}

/** The bytes of the TrueType file of a font. */
export function fontBytes(font: Font): Uint8Array {
  return readFace(faceOf(font)).bytes;
}

/** Metrics of a font, read once per process. */
export function fontMetrics(font: Font): FontMetrics {
  const face = faceOf(font);
  let known = metrics.get(face);
  if (known === undefined) {
    known = readMetrics(readFace(face).bytes);
    metrics.set(face, known);
  }
  return known;
}
