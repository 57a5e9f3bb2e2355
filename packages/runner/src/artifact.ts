import { canonicalJson, type Json } from './json.ts';
import { decodeNpz, encodeNpz, type NumericArray, type WrittenArray } from './npz.ts';
import { RunnerError } from './runner-error.ts';

/** The form of the bytes of an output: canonical JSON, an .npz archive, UTF-8 text, or just bytes. */
export type ArtifactType = 'json' | 'npz' | 'text' | 'bytes';

/** What a stage returns under one name. */
export type StageOutput =
  | { readonly json: Json }
  | { readonly arrays: Readonly<Record<string, WrittenArray>> }
  /** Bytes: of UTF-8. */
  | { readonly text: string | Uint8Array }
  | { readonly bytes: Uint8Array };

/** Verified bytes, to be read in whichever form the reader expects. */
export interface Artifact {
  readonly type: ArtifactType;
  /** sha256 of the bytes. */
  readonly digest: string;
  bytes(): Uint8Array;
  text(): string;
  json(): Json;
  arrays(): Record<string, NumericArray>;
}

/** An artifact over bytes that the caller has verified against `digest`. */
export function artifactOf(type: ArtifactType, digest: string, bytes: Uint8Array): Artifact {
  const text = () => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return {
    type,
    digest,
    bytes: () => bytes,
    text,
    json: () => JSON.parse(text()) as Json,
    arrays: () => decodeNpz(bytes),
  };
}

/**
 * The type and the deterministic bytes of what a stage returned under one name.
 *
 * @throws RunnerError `stage-output` when it is none of the four forms, `not-json` or `array-invalid` for its content
 */
export function encodeOutput(name: string, output: unknown): { type: ArtifactType; bytes: Uint8Array } {
  const keys = typeof output === 'object' && output !== null ? Object.keys(output) : [];
  const form = keys.length === 1 ? keys[0] : undefined;
  const value: unknown = form === undefined ? undefined : (output as Record<string, unknown>)[form];
  if (form === 'json') return { type: 'json', bytes: Buffer.from(canonicalJson(value, name), 'utf8') };
  if (form === 'arrays') return { type: 'npz', bytes: encodeNpz(value as Record<string, WrittenArray>) };
  if (form === 'text' && typeof value === 'string') return { type: 'text', bytes: Buffer.from(value, 'utf8') };
  if ((form === 'text' || form === 'bytes') && value instanceof Uint8Array) return { type: form, bytes: value };
  throw new RunnerError('stage-output', `output ${name} has to be one of { json }, { arrays }, { text }, { bytes }`);
}
