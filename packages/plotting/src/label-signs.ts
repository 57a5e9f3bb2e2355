import { fontMetrics } from './fonts.ts';
import { symbolNames } from './label-symbols.ts';
import { parseLabel } from './text.ts';

/** What of a label cannot be drawn as it is meant. */
export interface MissingSigns {
  /** Characters that no bundled font has; they would be empty boxes. */
  readonly characters: readonly string[];
  /** Names after a backslash that are no symbol; they would be drawn as they are written. */
  readonly names: readonly string[];
}

/** What a label asks for that figures do not have; whichever of the families the theme takes, the other one stands in for it. */
export function missingSigns(markup: string): MissingSigns {
  const text = parseLabel(markup)
    .map((part) => part.text)
    .join('');
  const families = ['STIX Two Text', 'Source Sans 3'] as const;
  const isDrawn = (character: string): boolean =>
    families.some((family) => fontMetrics({ family }).hasGlyph(character.codePointAt(0)!));
  const beyondAscii = [...new Set(text)].filter((character) => character > '\u007e');
  const named = [...text.matchAll(/\\([A-Za-z]+)/g)].map((match) => match[1]!);
  return {
    characters: beyondAscii.filter((character) => !isDrawn(character)),
    names: named.filter((name) => !symbolNames.includes(name)),
  };
}
