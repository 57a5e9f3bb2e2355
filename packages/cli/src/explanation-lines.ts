import type { Compared, ExplainedAlternative, Explanation } from '@cevns/studies/explain/explanation';
import { textTable } from './text-table.ts';

/** Longer descriptions of what a study has are cut, so that the table fits on a screen. */
const LONGEST_CHOSEN = 28;
/** Width of the lines below the table. */
const WIDTH = 100;

/** What `cevns explain` prints: a table of the alternatives, what could not be computed with its reason, and the largest spread. */
export function explanationLines({ study, baseline, choices, largest }: Explanation): string[] {
  const total = sumOf(baseline);
  const events = eventFormat(total);
  const parts = Object.entries(baseline);
  const each =
    parts.length === 1 ? parts[0]![0] : parts.map(([name, own]) => `${name} ${eventFormat(own)(own)}`).join(', ');
  const sentence = `${study}: ${events(total)} events expected in the region (${each}); one choice changed at a time`;
  const head = [...wrapped(sentence, ''), ''];
  const rows = choices.flatMap(({ choice, study: chosen, alternatives }) =>
    alternatives.map((alternative, i) => [
      i === 0 ? choice : '',
      i === 0 ? shortened(textOf(chosen), LONGEST_CHOSEN) : '',
      alternative.name,
      ...('events' in alternative ? [events(sumOf(alternative.events)), changeText(alternative)] : ['-', '-']),
    ]),
  );
  if (rows.length === 0) return [...head, 'no other convention is named for it'];
  const reasons = choices.flatMap(reasonsOf);
  const limits = choices.flatMap(({ alternatives }) => alternatives.filter(isLimit).map(({ name }) => name));
  return [
    ...head,
    ...textTable([['choice', 'this study', 'alternative', 'events', 'change'], ...rows]),
    ...(reasons.length === 0 ? [] : ['', 'not computed:', ...reasons.flatMap((reason) => wrapped(reason))]),
    ...(largest === undefined ? [] : ['', ...wrapped(spreadText(largest, limits), '')]),
  ];
}

/** Why alternatives of a choice could not be computed; those of one reason together. */
function reasonsOf({ choice, alternatives }: Explanation['choices'][number]): string[] {
  const names = new Map<string, string[]>();
  for (const each of alternatives) {
    if ('reason' in each) names.set(each.reason, [...(names.get(each.reason) ?? []), each.name]);
  }
  return [...names].map(([reason, having]) => `${choice} ${having.join(', ')}: ${reason}`);
}

function spreadText(
  { choice, lowest, highest }: NonNullable<Explanation['largest']>,
  limits: readonly string[],
): string {
  const end = ({ name, change }: typeof lowest) => `${percentText(change)} (${name})`;
  const aside = limits.length === 0 ? '' : `; ${limits.join(', ')} left aside`;
  return `largest spread: ${choice}, from ${end(lowest)} to ${end(highest)}${aside}`;
}

function isLimit({ limit }: ExplainedAlternative): boolean {
  return limit === true;
}

function sumOf(events: Readonly<Record<string, number>>): number {
  return Object.values(events).reduce((sum, own) => sum + own, 0);
}

/** Numbers of events with as many decimals as give this total five digits. */
function eventFormat(total: number): (value: number) => string {
  const digits = total > 0 ? 4 - Math.floor(Math.log10(total)) : 2;
  return (value) => value.toFixed(Math.min(20, Math.max(0, digits)));
}

function changeText({ change }: Compared): string {
  return change === undefined ? '-' : percentText(change);
}

function percentText(change: number): string {
  const text = change.toFixed(2);
  if (Number(text) === 0) return '0.00 %';
  return `${change > 0 ? '+' : ''}${text} %`;
}

/** A value of a study in few words: `helm-rms, skin 0.15 fm` for a mapping with `model:`. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, own]) => {
      const text = textOf(own);
      if (key === 'model' || key === 'term') return text;
      return typeof own === 'object' ? `${key} (${text})` : `${key} ${text}`;
    })
    .join(', ');
}

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 3)}...`;
}

/** A text as lines of at most a hundred characters, broken between words. */
function wrapped(text: string, indent = '  '): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const margin = lines.length === 0 ? indent : `${indent}  `;
    if (line !== '' && `${margin}${line} ${word}`.length > WIDTH) {
      lines.push(`${margin}${line}`);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, `${lines.length === 0 ? indent : `${indent}  `}${line}`];
}
