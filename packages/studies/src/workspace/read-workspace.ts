import { checkModel } from '@cevns/fitting/check-model';
import { FittingError } from '@cevns/fitting/fitting-error';
import { modelFromWorkspace, type WorkspaceModel } from '@cevns/fitting/histfactory/model-from-workspace';
import type { Workspace } from '@cevns/fitting/histfactory/workspace';
import { pathText, type WorkspaceFault, type WorkspacePath } from '@cevns/fitting/histfactory/workspace-fault';
import { workspaceFaults } from '@cevns/fitting/histfactory/workspace-faults';
import { interpolation as polynomialLinear } from '@cevns/fitting/interpolation/polynomial-linear';
import { keyRangeAt, type Located, nodeAt } from '@cevns/language/located';
import { nearest } from '@cevns/language/nearest';
import { parseJson } from '@cevns/language/parse-json';
import { inReadingOrder, type Problem, type ProblemDetails, problemAt, StudyError } from '@cevns/language/problem';
import { readSource } from '@cevns/language/read-file';
import type { SourceText } from '@cevns/language/source-text';
import { placeInWorkspace } from './place-in-workspace.ts';

/** Interpolation of the histosys of a workspace: code 4p. */
export const HISTOSYS_INTERPOLATION = 'polynomial-linear';

/** Faults shown of one file: a histogram of another length is wrong in every sample. */
const MOST_FAULTS = 20;

/** A file with a workspace that is right in itself. */
export class WorkspaceFile {
  readonly workspace: Workspace;
  readonly #source: SourceText;
  #root: Located | undefined;

  /**
   * @param file absolute path
   * @param shownAs name of the file in messages
   * @throws StudyError with everything that is wrong with the file, with places in it
   */
  constructor(file: string, shownAs: string) {
    this.#source = readSource(file, shownAs);
    const value = parsed(this.#source.text);
    // The slower reader says where the text is no JSON.
    if (value === undefined) this.#root = parseJson(this.#source);
    const faults = workspaceFaults(value);
    if (faults.length > 0) {
      throw new StudyError(inReadingOrder(faults.slice(0, MOST_FAULTS).map((fault) => this.#problem(fault))));
    }
    this.workspace = value as Workspace;
  }

  /** The measurements, in the order of the file. */
  get measurements(): string[] {
    return this.workspace.measurements.map(({ name }) => name);
  }

  /**
   * The likelihood of a measurement.
   *
   * @throws StudyError with what is wrong with it, at its place in the file
   */
  model(measurement: string): WorkspaceModel {
    try {
      const model = modelFromWorkspace(this.workspace, measurement);
      checkModel(model.model, { [HISTOSYS_INTERPOLATION]: polynomialLinear });
      return model;
    } catch (error) {
      if (!(error instanceof FittingError)) throw error;
      throw new StudyError([this.#problem(faultOf(error, this.workspace, measurement))]);
    }
  }

  #problem({ path, message, expected, found, known = [] }: WorkspaceFault): Problem {
    const suggestion = found === undefined ? undefined : nearest(found, known);
    const place = pathText(path);
    const text = place === '' || message.includes(place) ? message : `${place}: ${message}`;
    const details: ProblemDetails = { message: text, expected, found, suggestion };
    return problemAt(this.#rangeAt(path), 'E609', details);
  }

  /** The key of an object that should not be there, else the value at a path, or the nearest that is there. */
  #rangeAt(path: WorkspacePath) {
    this.#root ??= parseJson(this.#source);
    for (let length = path.length; length > 0; length--) {
      const own = path.slice(0, length);
      const node = nodeAt(this.#root, own);
      if (node !== undefined)
        return node.kind === 'scalar' ? node.range : (keyRangeAt(this.#root, own) ?? firstLine(node));
    }
    return firstLine(this.#root);
  }
}

/** The first character of an object or list, which may go on for pages. */
function firstLine({ range }: Located) {
  return { ...range, end: range.start + 1 };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultOf(error: FittingError, workspace: Workspace, measurement: string): WorkspaceFault {
  const { path, words } = placeInWorkspace(error, workspace, measurement);
  return { path, message: words, expected: error.expected, found: error.found };
}
