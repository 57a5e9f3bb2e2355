import type { Located, LocatedEntry, LocatedMap } from './located.ts';
import { isWrittenNull } from './merge.ts';
import { parseYaml } from './parse-yaml.ts';
import { type Problem, problemAt, StudyError } from './problem.ts';
import { type SourceRange, SourceText } from './source-text.ts';

/** An override from the command line: steps of the path, and the value, each with its place in the argument. */
export interface Setting {
  readonly path: readonly { readonly key: string; readonly range: SourceRange }[];
  readonly value: Located;
}

/**
 * Reads an override such as `region.PE=[8 PE, 60 PE]`. The value is YAML; problems point into the argument.
 *
 * @throws StudyError E501, and the codes of YAML problems
 */
export function parseSetting(argument: string): Setting {
  const equals = argument.indexOf('=');
  const pathText = equals < 0 ? argument : argument.slice(0, equals);
  const source = new SourceText(`--set ${pathText}`, null, argument);
  const path: { key: string; range: SourceRange }[] = [];
  let start = 0;
  for (const step of pathText.split('.')) {
    const lead = step.length - step.trimStart().length;
    const key = step.trim();
    path.push({ key, range: { source, start: start + lead, end: start + lead + key.length } });
    start += step.length + 1;
  }
  const empty = path.find((step) => step.key === '' || step.key === '__proto__');
  if (equals < 0 || empty || argument.slice(equals + 1).trim() === '') {
    const at = empty?.range ?? { source, start: equals < 0 ? argument.length : equals + 1, end: argument.length };
    throw new StudyError([
      problemAt(at, 'E501', {
        message: 'this is not of the form path=value',
        expected: 'keys with dots between them, and a value, such as `inputs.baseline="19.3 m"`',
        found: argument,
      }),
    ]);
  }
  return { path, value: wholly(parseSettingValue(source, equals + 1)) };
}

/**
 * An override that is written in a file, such as an axis of a campaign.
 *
 * @param path keys with dots between them, as after `--set`
 * @param range where the path is written
 */
export function settingOf(path: string, range: SourceRange, value: Located): Setting {
  return { path: path.split('.').map((key) => ({ key: key.trim(), range })), value: wholly(value) };
}

function parseSettingValue(source: SourceText, offset: number): Located {
  const text = source.text.slice(offset);
  // The one YAML text that is refused in a file but means something here.
  const isNull = /^\s*(null|~)\s*$/.test(text);
  const start = offset + (text.length - text.trimStart().length);
  return isNull
    ? { kind: 'scalar', value: null, range: { source, start, end: start + text.trim().length } }
    : parseYaml(source, offset);
}

/** A map given as a value is meant as it stands: it replaces what a used entry has there. */
function wholly(value: Located): Located {
  return value.kind === 'map' ? { ...value, overrides: 'whole' } : value;
}

/**
 * A tree with overrides applied, in their order. Missing keys on the way are made: the schema says later whether they may
 * exist, and a `use:` that they stand beside is overridden by them when it is resolved.
 *
 * @throws StudyError E502 for each index that a list of the tree does not have
 */
export function applySettings(root: Located, settings: readonly Setting[]): Located {
  const problems: Problem[] = [];
  let result = root;
  for (const setting of settings) result = apply(result, setting, 0, false, problems);
  if (problems.length > 0) throw new StudyError(problems);
  return result;
}

function apply(node: Located, setting: Setting, depth: number, used: boolean, problems: Problem[]): Located {
  const step = setting.path[depth];
  if (!step) return setting.value;
  if (node.kind === 'sequence') {
    const index = /^\d{1,9}$/.test(step.key) ? Number(step.key) : -1;
    if (index < 0 || index >= node.items.length) {
      const indices = node.items.length === 1 ? '0' : `0 to ${node.items.length - 1}`;
      problems.push(
        problemAt(step.range, 'E502', {
          message: `the list here has no item \`${step.key}\``,
          expected: node.items.length === 0 ? 'nothing: the list is empty' : `an index, ${indices}`,
        }),
      );
      return node;
    }
    const items = node.items.map((item, i) => (i === index ? apply(item, setting, depth + 1, used, problems) : item));
    return { ...node, items };
  }
  const isLast = depth === setting.path.length - 1;
  // To give a part that is written out a `use:` is to put the entry in its place.
  const replaced = node.kind !== 'map' || (isLast && step.key === 'use' && !node.entries.has('use'));
  const map: LocatedMap = replaced ? { kind: 'map', entries: new Map(), range: step.range, overrides: 'step' } : node;
  const existing = map.entries.get(step.key);
  const inUsed = used || map.entries.has('use');
  const entries = new Map<string, LocatedEntry>(map.entries);
  if (isLast && existing && !inUsed && isWrittenNull(setting.value)) {
    entries.delete(step.key);
    return { ...map, entries };
  }
  const below: Located = existing?.value ?? nothingAt(step.range);
  const value = apply(below, setting, depth + 1, inUsed, problems);
  entries.set(step.key, { key: isLast || !existing ? step.range : existing.key, value });
  return { ...map, entries };
}

function nothingAt(range: SourceRange): Located {
  return { kind: 'scalar', value: null, range: { ...range, end: range.start } };
}
