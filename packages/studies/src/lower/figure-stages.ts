import { figureKinds } from '@cevns/plotting/figures/registry';
import type { StageSpec } from '@cevns/runner/stage';
import type { FigureParameters } from '../outputs/figure.ts';
import { outputs } from '../outputs/registry.ts';
import { leavingsOf } from './analysis-stages.ts';
import { figureLooks } from './figure-looks.ts';
import { inputFigure } from './input-figures.ts';
import type { OutputSection } from './internal-study.ts';
import { leavingsFigure, severalAnalyses } from './leavings-figure.ts';
import { RESULTS, resultFigure } from './result-figure.ts';
import type { ShownFigure } from './shown-figure.ts';
import { stageOf } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';
import type { WholeStudy } from './whole-study.ts';

/** The stages of a figure, and how a report shows it. */
export interface LoweredFigure {
  readonly stages: readonly StageSpec[];
  readonly caption: string;
  /** The analysis under which a report shows it; empty for figures of inputs. */
  readonly of: string;
}

/** The stages of a figure of a study, the last of which writes its file. */
export function figureStages(
  section: OutputSection,
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): LoweredFigure | undefined {
  const shown = shownFigure(section, path, lowered, problems);
  if (shown === undefined) return undefined;
  const { study } = lowered;
  const file = section.file as string;
  const format = file.slice(file.lastIndexOf('.') + 1) as FigureParameters['format'];
  const settings = figureLooks(section, path, shown, problems);
  if (settings === undefined) return undefined;
  const { text } = section as { readonly text?: FigureParameters['text'] };
  for (const [key, only] of [
    ['text', 'svg'],
    ['resolution', 'png'],
  ] as const) {
    if (section[key] === undefined || format === only) continue;
    problems.atKey([...path, key], 'E606', { message: `\`${key}\` is for files ending in \`.${only}\`` });
    return undefined;
  }
  const stage = stageOf(study, 'figure', {
    name: `figures/${file}`,
    modules: {
      entry: outputs.figure,
      kind: figureKinds[shown.kind],
      ...(format === 'svg' ? {} : { writer: `@cevns/plotting/${format}` }),
    },
    parameters: {
      ...shown.parameters,
      ...(section.label === undefined ? {} : { label: section.label }),
      ...(section.title === undefined ? {} : { title: section.title }),
      ...(Object.keys(settings).length === 0 ? {} : { settings }),
      ...(text === undefined ? {} : { text }),
      ...(section.resolution === undefined ? {} : { resolution: section.resolution }),
      theme: section.theme ?? 'paper',
      width: section.width ?? 'column',
      format,
    },
    inputs: shown.inputs,
    outputs: ['figure', ...(format === 'svg' && text !== 'outlines' ? [] : ['svg']), 'data', 'dark'],
  });
  const { of } = section as { readonly of?: string | readonly string[] };
  return {
    stages: [...(shown.before ?? []), stage],
    caption: shown.caption,
    of: of === undefined ? '' : typeof of === 'string' ? of : of[0]!,
  };
}

function shownFigure(
  section: OutputSection,
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): ShownFigure | undefined {
  const { of, input, show } = section as { readonly of?: unknown; readonly input?: string; readonly show?: string };
  if ((of === undefined) === (input === undefined)) {
    problems.at(path, 'E303', {
      message: of === undefined ? 'a figure of what?' : 'a figure is of an analysis or of an input, not of both',
      expected:
        '`of:` with the name of an analysis, or `input:` with one of flux, recoil, form-factor, quenching, efficiency',
    });
    return undefined;
  }
  if (input !== undefined) return inputFigure(section, path, lowered, problems);
  if (Array.isArray(of)) return severalAnalyses(of as string[], path, lowered, problems);
  const analysis = lowered.study.analysis[of as string];
  const results = analysis === undefined ? [] : (RESULTS[analysis.kind] ?? []);
  if (show !== undefined || (analysis !== undefined && leavingsOf(analysis) === undefined && results.length > 0)) {
    return resultFigure(section, results, path, lowered, problems);
  }
  return leavingsFigure(section, path, lowered, problems);
}
