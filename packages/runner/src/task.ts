import fs from 'node:fs';
import type { ArtifactType } from './artifact.ts';
import { sha256 } from './digest.ts';
import { decodeInline, type OutputRecord, outputRecord } from './record.ts';

/** A stage as it is sent to who runs it. */
export interface StageTask {
  readonly modules: Readonly<Record<string, { readonly url: string; readonly bundle: string }>>;
  /** Canonical JSON, so that a stage sees what its key was made from. */
  readonly parameters: string;
  readonly inputs: Readonly<Record<string, TaskInput>>;
  readonly outputs: readonly string[];
}

/** An input: its bytes as a record has them, or the file to read; either way they are verified. */
export interface TaskInput {
  readonly type: ArtifactType;
  readonly digest: string;
  readonly from: { readonly inline: string } | { readonly path: string };
  /** What to call it in a message. */
  readonly label: string;
}

/** An output as a record has it, and its bytes when these are not in there. */
export interface TaskOutput {
  readonly record: OutputRecord;
  readonly bytes?: Uint8Array;
}

/** The bytes of an input, or undefined when they are not what its digest says; throws the system's error for a file that cannot be read. */
export function readInput({ type, digest, from }: TaskInput): Uint8Array | undefined {
  const bytes = 'inline' in from ? decodeInline(type, from.inline) : fs.readFileSync(from.path);
  return sha256(bytes) === digest ? bytes : undefined;
}

/** An output of a task from its bytes. */
export function taskOutput(type: ArtifactType, bytes: Uint8Array): TaskOutput {
  const record = outputRecord(type, sha256(bytes), bytes);
  return record.inline === undefined ? { record, bytes } : { record };
}
