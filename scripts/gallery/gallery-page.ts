/** One example of the gallery: the lines of a study that make a figure, and what stands above them. */
export interface GalleryExample {
  /** Path of the study from the root of the repository. */
  readonly study: string;
  readonly file: string;
  /** The comment above the lines in the study, or that of the example before it. */
  readonly text: string;
  /** The lines of `outputs:`, and of the analyses that are named. */
  readonly lines: string;
}

/**
 * The figures that a study asks for, with their lines.
 *
 * @param source the study as YAML; each output begins with `  - ` on a line of its own
 */
export function examplesOf(study: string, source: string): GalleryExample[] {
  const outputs = source.slice(source.indexOf('\noutputs:\n') + '\noutputs:\n'.length).split('\n');
  const items: { comment: string; lines: string[] }[] = [];
  let comment: string[] = [];
  for (const line of outputs) {
    if (line.startsWith('  # ')) comment.push(line.slice(4));
    else if (line.startsWith('  - ')) {
      items.push({ comment: comment.join(' '), lines: [line] });
      comment = [];
    } else if (line.trim() !== '') items.at(-1)?.lines.push(line);
  }
  let text = '';
  return items.flatMap(({ comment: own, lines }): GalleryExample[] => {
    const written = lines.map((line) => line.slice(2)).join('\n');
    const file = /\bfile: ([\w.-]+)/.exec(written)?.[1];
    if (!/\bkind: figure\b/.test(written) || file === undefined || !file.endsWith('.svg')) return [];
    if (own !== '') text = own;
    const of = /\bof: (?:\[([^\]]*)\]|([\w-]+))/.exec(written);
    const names = (of?.[1] ?? of?.[2] ?? '').split(', ').filter((name) => name !== '');
    const analysis =
      names.length === 0 ? '' : `analysis:\n${names.map((name) => analysisLines(source, name)).join('')}`;
    return [{ study, file, text, lines: `${analysis}outputs:\n${written.replace(/^/gm, '  ')}` }];
  });
}

/** The lines of an analysis, as the study has them. */
function analysisLines(source: string, name: string): string {
  const section = source.slice(source.indexOf('\nanalysis:\n') + 1, source.indexOf('\noutputs:\n'));
  const all = section.split('\n');
  const first = all.findIndex((line) => line.startsWith(`  ${name}:`));
  if (first < 0) throw new Error(`Expected an analysis ${name} in the study`);
  const more = all.slice(first + 1).findIndex((line) => !line.startsWith('    '));
  const lines = all.slice(first, more < 0 ? undefined : first + 1 + more);
  return `${lines.join('\n')}\n`;
}

/**
 * The first SVG that a campaign asks for, with its axes.
 *
 * @param source the campaign as YAML; each figure begins with `  - file:` on a line of its own, and a comment above `figures:` says what they show
 */
export function campaignExampleOf(study: string, source: string): GalleryExample {
  const blocks = source.split(/\n(?=\S)/);
  const block = (key: string) => blocks.find((each) => each.startsWith(`${key}:`))!.trimEnd();
  const [, ...figures] = block('figures').split(/\n(?= {2}- )/);
  const figure = figures.find((each) => each.includes('.svg'))!;
  const file = /file: ([\w.-]+)/.exec(figure)![1]!;
  const text = /^# Figures: (.*)$/m.exec(source)![1]!;
  return { study, file, text, lines: `${block('matrix')}\nfigures:\n${figure}` };
}

/** Path of the picture of an example from docs/. */
export function pictureOf({ study, file }: Pick<GalleryExample, 'study' | 'file'>): string {
  const name = study.slice(study.lastIndexOf('/') + 1).replace('.yaml', '');
  return `images/gallery/${name}-${file.replace('.svg', '.png')}`;
}

/** Figures that no study writes: where they come from, and the picture. */
export interface CommandExample {
  readonly text: string;
  readonly command: string;
  readonly picture: string;
}

/** The text of docs/gallery.md. */
export function galleryPage(examples: readonly GalleryExample[], commands: readonly CommandExample[]): string {
  const parts = [
    '# Gallery of figures',
    '',
    'Every picture here is made by a study of the repository from the lines below it. `npm run gallery` writes this page; do not edit it.',
    'File names may end in `.svg`, `.pdf` or `.png`; pictures here are one journal column (86 mm) wide, in the theme `paper`. Titles, ranges, scales, colours,',
    'words and points of others are set as [the guide](guide.md#figures) says.',
  ];
  let heading = '';
  for (const example of examples) {
    if (example.text !== heading) {
      heading = example.text;
      const [title, ...rest] = heading.replace(/\.$/, '').split(': ');
      parts.push('', `## ${title}`, ...(rest.length === 0 ? [] : ['', `${capital(rest.join(': '))}.`]));
    }
    parts.push(
      '',
      `![${example.file}](${pictureOf(example)})`,
      '',
      `[${example.study}](../${example.study}):`,
      '',
      '```yaml',
      example.lines,
      '```',
    );
  }
  for (const { text, command, picture } of commands) {
    const [title, ...rest] = text.replace(/\.$/, '').split(': ');
    parts.push(
      '',
      `## ${title}`,
      '',
      `${capital(rest.join(': '))}.`,
      '',
      `![${title}](${picture})`,
      '',
      '```',
      command,
      '```',
    );
  }
  return `${parts.join('\n')}\n`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
