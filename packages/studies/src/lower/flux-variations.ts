import { variationsKept } from '@cevns/sources/models/flux-covariance';
import { type Reactor, reactorEmission, variationPart } from '@cevns/sources/models/reactor';
import { aboutTables, withSourceTables } from '../stages/source-tables.ts';
import { openTableFile, type TableFile } from '../tables/table-file.ts';
import { problemsOfTable } from '../tables/table-problems.ts';
import { type InternalStudy, modelOf, parametersOf, type SourceSection } from './internal-study.ts';
import { sourceTables, tableInput, withTableInputs } from './source-tables.ts';
import type { StudyProblems } from './study-problems.ts';

/** Opens a table of the study. */
export type OpenTable = (file: string) => TableFile;

/** Part of the variance of a spectrum that its pulls have together, unless a study says otherwise. */
const KEPT = 0.95;

/** A part of the neutrinos of a source, and the relative standard deviation of their number. */
export interface FluxVariation {
  readonly part: string;
  readonly uncertainty: number;
}

/** The parts of the neutrinos that a systematic which varies the source varies, by the name of the pull; that there are any, and no oscillation. */
export function fluxVariationsOf(
  { source, oscillation }: InternalStudy['inputs'],
  path: readonly string[],
  problems: StudyProblems,
): Readonly<Record<string, FluxVariation>> {
  const uncertainties = Object.entries((source.uncertainties ?? {}) as Readonly<Record<string, number>>);
  if (uncertainties.length === 0) {
    problems.at(path, 'E606', {
      message: 'the source has no uncertainties',
      expected: '`uncertainties:` in inputs.source, such as `{ U235: 2.1 % }` of a reactor',
    });
  }
  checkNoOscillation(oscillation, path, problems);
  return Object.fromEntries(
    uncertainties.map(([part, uncertainty]) => [`flux-${part.toLowerCase()}`, { part, uncertainty }]),
  );
}

/**
 * The variations of the spectra of a reactor whose errors are known, `flux-0`, `flux-1`, ..., the largest first: as many as have `keep` of the variance
 * together. How many that are depends on tables that the source names: these are read here.
 */
export function spectrumVariationsOf(
  { source, oscillation }: InternalStudy['inputs'],
  keep: number = KEPT,
  path: readonly string[],
  problems: StudyProblems,
  openTable: OpenTable = openTableFile,
): { readonly parts: Readonly<Record<string, FluxVariation>>; readonly variance?: number } {
  checkNoOscillation(oscillation, path, problems);
  if (source.model !== 'reactor') {
    problems.at(path, 'E606', {
      message: `a source \`${source.model}\` has no spectra of fission`,
      expected: 'a reactor, or a systematic that scales cevns',
    });
    return { parts: {} };
  }
  const emission = emissionOf(source, problems, openTable);
  if (emission === undefined) return { parts: {} };
  const variations = emission.variations();
  if (variations === undefined || variations.parts.length === 0) {
    problems.at(path, 'E606', {
      message: `the errors of the spectra \`${modelOf(source.spectra as never)}\` are not known`,
      expected: '`huber-mueller` or `huber-tables`, or a table with a `covariance:`',
    });
    return { parts: {} };
  }
  const given = Object.keys((source.uncertainties ?? {}) as object).filter((name) =>
    emission.varied.includes(name as never),
  );
  if (given.length > 0) {
    problems.at(path, 'E606', {
      message: `the errors of ${given.join(', ')} are in \`uncertainties:\` of the source, and in the covariance of its spectra`,
      expected: '`uncertainties:` of what the covariance does not have, such as U238 and extrapolated',
    });
  }
  const number = variationsKept(variations, keep);
  const variance = variations.parts.slice(0, number).reduce((sum, part) => sum + part, 0);
  return {
    variance: Number(variance.toPrecision(4)),
    parts: Object.fromEntries(
      Array.from({ length: number }, (_, i) => [`flux-${i}`, { part: variationPart(i), uncertainty: 1 }]),
    ),
  };
}

/** The neutrinos of a fission, with the tables that the source names; undefined where one of them is refused. */
function emissionOf(source: SourceSection, problems: StudyProblems, openTable: OpenTable) {
  const settings = parametersOf(source);
  const opened = new Map<
    string,
    { readonly at: readonly string[]; readonly file: string; readonly table: TableFile }
  >();
  for (const { path, file } of sourceTables(settings)) {
    const at = ['inputs', 'source', ...path];
    if (typeof file !== 'string') {
      problems.at(at, 'E606', {
        message: 'how many variations a spectrum has is to be known before a command runs',
        expected: 'a file, or a systematic that scales cevns',
      });
      return undefined;
    }
    opened.set(tableInput(path), { at, file, table: openTable(file) });
  }
  const inputs = Object.fromEntries([...opened].map(([input, { table }]) => [input, table.input]));
  try {
    return aboutTables(() => {
      const read = withSourceTables(withTableInputs(settings) as object, inputs);
      return reactorEmission(read as Reactor);
    });
  } catch (error) {
    const named = opened.get(/^<([^<>]+)>/.exec((error as Error).message)?.[1] ?? '');
    const found = named && problemsOfTable(error, named.file, named.table.bytes);
    if (named === undefined || found === undefined) throw error;
    problems.addOfTable(named.at, found);
    return undefined;
  }
}

function checkNoOscillation(oscillation: unknown, path: readonly string[], problems: StudyProblems): void {
  if (oscillation === undefined) return;
  problems.at(path, 'E606', {
    message: 'parts of the neutrinos are not followed through an oscillation',
    expected: 'a systematic that scales cevns, or a study without oscillation',
  });
}
