import type { ArtifactType } from './artifact.ts';
import type { Json } from './json.ts';

/** Outputs of at most this many bytes live in the record itself, which saves a file and a read per stage. */
export const inlineLimitBytes = 4096;

/** One output in a record. */
export interface OutputRecord {
  readonly type: ArtifactType;
  /** sha256 of the bytes. */
  readonly digest: string;
  readonly size: number;
  /** The bytes of a small output: as text for `json` and `text`, in base64 for the others. */
  readonly inline?: string;
}

/** One role of the code of a stage in a record. */
export interface CodeRecord {
  /** The module specifier, e.g. '@cevns/physics/form-factors/helm'. */
  readonly module: string;
  readonly digest: string;
  /** sha256 of a stored JSON object: the source files behind the digest, for messages. */
  readonly files: string;
}

/** What the store keeps of a stage under `ac/<key>`: its outputs, and the ingredients of its key. */
export interface StageRecord {
  readonly format: 'cevns-record-1';
  readonly key: string;
  readonly kind: string;
  readonly runtime: string;
  readonly code: Readonly<Record<string, CodeRecord>>;
  readonly parameters: Json;
  /** Digest of the content of each input. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, OutputRecord>>;
  /** Who computed it; the only part that differs between two computations of the same stage. */
  readonly produced: { readonly node: string; readonly platform: string; readonly durationMs: number };
}

/** The form in which an output enters a record: small ones with their bytes. */
export function outputRecord(type: ArtifactType, digest: string, bytes: Uint8Array): OutputRecord {
  const size = bytes.length;
  if (size > inlineLimitBytes) return { type, digest, size };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { type, digest, size, inline: buffer.toString(inlineEncoding(type)) };
}

/** The bytes of an inline output, or undefined when it is not inline. */
export function inlineBytes({ type, inline }: OutputRecord): Buffer | undefined {
  return inline === undefined ? undefined : decodeInline(type, inline);
}

/** The bytes of an output from their form in a record. */
export function decodeInline(type: ArtifactType, inline: string): Buffer {
  return Buffer.from(inline, inlineEncoding(type));
}

/** An output without its bytes: what is worth holding in memory for thousands of stages. */
export type OutputSummary = Omit<OutputRecord, 'inline'>;

export function withoutBytes(outputs: Readonly<Record<string, OutputRecord>>): Record<string, OutputSummary> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { type, digest, size }]) => [name, { type, digest, size }]),
  );
}

/** How the bytes of an inline output are written in a record. */
export function inlineEncoding(type: ArtifactType): 'utf8' | 'base64' {
  return type === 'json' || type === 'text' ? 'utf8' : 'base64';
}
