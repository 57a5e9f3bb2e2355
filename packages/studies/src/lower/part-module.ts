import { modelOf, type Part } from './internal-study.ts';

/** What turns a name of a registry into the module behind it. */
export type Registry = Readonly<Record<string, string>>;

/** The module of a part; the schema has made sure that it exists. */
export function moduleOf(registry: Registry, part: Part): string {
  return registry[modelOf(part)]!;
}
