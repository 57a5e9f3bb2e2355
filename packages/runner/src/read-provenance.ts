import type { ProvenanceRecord } from './provenance.ts';
import { withShared } from './shared-provenance.ts';

/**
 * The provenance record in a text, or undefined when the text is damaged or something else.
 *
 * Only its shape is checked; whether what it says is true shows when the stages are computed again.
 */
export function readProvenance(text: string): ProvenanceRecord | undefined {
  let record: unknown;
  try {
    record = withShared(JSON.parse(text));
  } catch {
    return undefined;
  }
  return isRecord(record) ? record : undefined;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isSomething: Check = (value) => value !== undefined;

function isRecord(value: unknown): value is ProvenanceRecord {
  return hasShape(value, {
    format: (format) => format === 'cevns-provenance-1',
    graph: isText,
    runtime: has({ node: isText, platform: isText, architecture: isText, packages: each(isText) }),
    files: list(has({ label: isText, digest: isText })),
    code: each(has({ digest: isText, files: each(isText) })),
    stages: each(
      has({
        kind: isText,
        key: isText,
        modules: each(isText),
        parameters: isSomething,
        inputs: each(
          (input) =>
            hasShape(input, { file: isText, digest: isText }) ||
            hasShape(input, { stage: isText, output: isText, digest: isText }),
        ),
        outputs: each(has({ type: isText, digest: isText, size: (size) => typeof size === 'number' })),
      }),
    ),
    missing: list(isText),
    results: each(has({ stage: isText, output: isText })),
  });
}

function hasShape(value: unknown, shape: Readonly<Record<string, Check>>): boolean {
  return (
    isPlain(value) &&
    Object.entries(shape).every(([key, check]) => check(Object.hasOwn(value, key) ? value[key] : undefined))
  );
}

function has(shape: Readonly<Record<string, Check>>): Check {
  return (value) => hasShape(value, shape);
}

function each(check: Check): Check {
  return (value) => isPlain(value) && Object.values(value).every(check);
}

function list(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
