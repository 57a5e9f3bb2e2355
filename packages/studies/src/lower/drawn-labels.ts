import { nearest } from '@cevns/language/nearest';
import { missingSigns } from '@cevns/plotting/label-signs';
import { symbolNames } from '@cevns/plotting/label-symbols';
import type { FigureSettings } from '../outputs/figure-settings.ts';
import type { OutputSection } from './internal-study.ts';
import type { StudyProblems } from './study-problems.ts';

/** That the words of a figure are made of signs that figures have; what is wrong goes to the problems, at its place. */
export function checkLabels(section: OutputSection, path: readonly string[], problems: StudyProblems): void {
  const { x, y, annotations = [], literature = [], names = {} } = section as FigureSettings;
  const written: readonly (readonly [readonly string[], unknown])[] = [
    [['title'], section.title],
    [['label'], section.label],
    ...Object.entries({ x, y }).flatMap(([name, axis]) =>
      (['label', 'unit'] as const).map((key) => [[name, key], axis?.[key]] as const),
    ),
    ...annotations.map((each, i) =>
      typeof each === 'string'
        ? ([['annotations', String(i)], each] as const)
        : ([['annotations', String(i), 'text'], each.text] as const),
    ),
    ...Object.entries(names).map(([name, label]) => [['names', name], label] as const),
    ...literature.map(({ label }, i) => [['literature', String(i), 'label'], label] as const),
  ];
  for (const [at, label] of written) if (typeof label === 'string') checkLabel(label, [...path, ...at], problems);
}

function checkLabel(label: string, path: readonly string[], problems: StudyProblems): void {
  const { characters, names } = missingSigns(label);
  if (characters.length > 0) {
    problems.at(path, 'E605', {
      message: `the fonts of figures have no ${characters.map((each) => `\`${each}\``).join(', ')}`,
      expected: 'letters, Greek, and the signs of a formula that STIX Two Text or Source Sans 3 have',
      found: label,
    });
  }
  for (const name of names) {
    const similar = nearest(name, symbolNames);
    problems.at(path, 'E605', {
      message: `\`\\${name}\` is no symbol that figures know`,
      expected: `one of ${symbolNames.map((each) => `\\${each}`).join(' ')}`,
      found: label,
      ...(similar === undefined ? {} : { suggestion: `\\${similar}` }),
    });
  }
}
