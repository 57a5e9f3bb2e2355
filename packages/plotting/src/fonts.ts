import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font } from './primitives.ts';
import { type FontMetrics, readMetrics } from './truetype.ts';

/**
 * The bundled fonts (SIL Open Font License). Only these are used, never fonts of the machine,
 * so that a figure has the same bytes everywhere.
 */
const fontFiles = {
  'STIX Two Text': '@expo-google-fonts/stix-two-text/400Regular/STIXTwoText_400Regular.ttf',
  'STIX Two Text/bold': '@expo-google-fonts/stix-two-text/700Bold/STIXTwoText_700Bold.ttf',
  'STIX Two Text/italic': '@expo-google-fonts/stix-two-text/400Regular_Italic/STIXTwoText_400Regular_Italic.ttf',
  'Source Sans 3': '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  'Source Sans 3/bold': '@expo-google-fonts/source-sans-3/700Bold/SourceSans3_700Bold.ttf',
  'Source Sans 3/italic': '@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
} as const;

type Face = keyof typeof fontFiles;

const require = createRequire(import.meta.url);
const metrics = new Map<Face, FontMetrics>();

/** The face that draws a font; bold wins over italic, since no bold italic is bundled. */
function faceOf(font: Font): Face {
  if (font.bold === true) return `${font.family}/bold`;
  return font.italic === true ? `${font.family}/italic` : font.family;
}

/** Paths of all bundled font files, in a fixed order. */
export function fontPaths(): string[] {
  return Object.values(fontFiles).map((file) => require.resolve(file));
}

/** The bytes of the TrueType file of a font. */
export function fontBytes(font: Font): Uint8Array {
  return new Uint8Array(readFileSync(require.resolve(fontFiles[faceOf(font)])));
}

/** Metrics of a font, read once per process. */
export function fontMetrics(font: Font): FontMetrics {
  const face = faceOf(font);
  let known = metrics.get(face);
  if (known === undefined) {
    known = readMetrics(fontBytes(font));
    metrics.set(face, known);
  }
  return known;
}
