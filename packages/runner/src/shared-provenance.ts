import { canonicalJson } from './json.ts';
import type { StreamedRecord } from './provenance.ts';

/** What stands in a record for an object that many stages share: its number in the list `shared`. */
interface Shared {
  readonly shared: number;
}

/**
 * The text of a provenance record of many stages, in pieces: parameters and modules that are equal stand in it once, and every stage and
 * result has a line of its own, for tools that read text. `withShared` makes it the plain record again.
 */
export function* sharedProvenanceText(record: StreamedRecord): Generator<string> {
  const numbers = new Map<string, number>();
  const known = new Map<object, Shared>();
  const share = (value: object): Shared => {
    const before = known.get(value);
    if (before) return before;
    const text = canonicalJson(value);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    const found = { shared: number };
    known.set(value, found);
    return found;
  };
  const { stages, results, ...rest } = record;
  yield '{\n';
  for (const [name, section] of Object.entries(rest)) yield `${JSON.stringify(name)}: ${canonicalJson(section)},\n`;
  yield '"stages": {\n';
  yield* lines(stages(), ({ parameters, modules, ...stage }) => {
    const own = typeof parameters === 'object' && parameters !== null ? share(parameters) : parameters;
    return canonicalJson({ ...stage, modules: share(modules), parameters: own });
  });
  yield '},\n"shared": [\n';
  const texts = [...numbers.keys()];
  for (const [i, text] of texts.entries()) yield i === 0 ? text : `,\n${text}`;
  yield '\n],\n"results": {\n';
  yield* lines(Object.entries(results), canonicalJson);
  yield '}\n}\n';
}

function* lines<T>(entries: Iterable<readonly [string, T]>, write: (value: T) => string): Generator<string> {
  let before: string | undefined;
  for (const [key, value] of entries) {
    if (before !== undefined) yield `${before},\n`;
    before = `${JSON.stringify(key)}: ${write(value)}`;
  }
  if (before !== undefined) yield `${before}\n`;
}

/** The parsed text of a provenance record with what its stages share put in its places; any other value as it is. */
export function withShared(parsed: unknown): unknown {
  if (!isObject(parsed) || !Array.isArray(parsed.shared) || !isObject(parsed.stages)) return parsed;
  const { shared, stages, ...record } = parsed;
  const resolved = (value: unknown): unknown =>
    isObject(value) && Object.keys(value).length === 1 && typeof value.shared === 'number'
      ? shared[value.shared]
      : value;
  const whole = Object.entries(stages).map(([id, stage]) => [
    id,
    isObject(stage) ? { ...stage, modules: resolved(stage.modules), parameters: resolved(stage.parameters) } : stage,
  ]);
  return { ...record, stages: Object.fromEntries(whole) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
