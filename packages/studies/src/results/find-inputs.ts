import fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { sha256 } from '@cevns/runner/digest';
import type { ProvenanceRecord } from '@cevns/runner/provenance';
import { catalogueRootOf } from '../home-files.ts';

/** An input file of a recorded run, looked up again. */
export interface FoundInput {
  readonly label: string;
  /** Digest in the record. */
  readonly recorded: string;
  /** Where it lies now, and its digest now; undefined when it is nowhere. */
  readonly path?: string;
  readonly digest?: string;
}

/**
 * Looks for the input files of a record: their labels are relative to the catalogue or to the folder of the study. Of several files
 * that fit a label, the one with the recorded content is taken.
 *
 * @param near study files, or files in the same folders
 */
export function findInputs({ files }: ProvenanceRecord, home: string, near: readonly string[]): FoundInput[] {
  const folders = [catalogueRootOf(home), ...near.flatMap((file) => aboveOf(resolve(file)))];
  return files.map(({ label, digest: recorded }) => {
    const found = folders.flatMap((folder) => {
      const path = resolve(folder, label);
      const digest = digestOf(path);
      return digest === undefined ? [] : [{ path, digest }];
    });
    return { label, recorded, ...(found.find(({ digest }) => digest === recorded) ?? found[0]) };
  });
}

/** The study of a campaign may lie in another folder of the project than the campaign. */
function aboveOf(file: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(file), steps = 0; steps < 3; folder = dirname(folder), steps++) {
    folders.push(folder);
    if (fs.existsSync(join(folder, 'package.json')) || fs.existsSync(join(folder, '.git'))) break;
  }
  return folders;
}

function digestOf(path: string): string | undefined {
  try {
    return sha256(fs.readFileSync(path));
  } catch {
    return undefined;
  }
}
