import { dirname, join, resolve } from 'node:path';
import type { LoadedStudy } from '@cevns/language/load-study';
import { catalogueElements } from '../elements.ts';
import type { MoreInteractions } from '../lower/interaction.ts';
import type { InternalStudy } from '../lower/internal-study.ts';
import { type LoweredGraph, lowerStudy } from '../lower/lower.ts';
import type { Elements } from '../lower/target.ts';
import { labelIn, portableStudy } from '../open-study.ts';
import { openTableFile, type TableFile } from '../tables/table-file.ts';
import { WorkspaceFile } from '../workspace/read-workspace.ts';

/** Lowers configurations of one study; what they share is read once. */
export class StudyLowering {
  readonly #elements: Elements;
  readonly #folders: readonly string[];
  readonly #files = new Set<string>();
  readonly #workspaces = new Map<string, WorkspaceFile>();
  readonly #tables = new Map<string, TableFile>();

  constructor(catalogueRoot: string, studyFile: string) {
    this.#elements = this.#remembered(catalogueRoot);
    this.#folders = [catalogueRoot, dirname(resolve(studyFile))];
  }

  /** Files that were read for it. */
  get sources(): readonly string[] {
    return [...this.#files];
  }

  /** @throws StudyError with what only shows once the study is whole */
  lower(loaded: LoadedStudy, interactions: MoreInteractions = {}): LoweredGraph {
    const labelOf = (path: string): string => labelIn(this.#folders, path);
    return lowerStudy(loaded.internal as InternalStudy, {
      document: loaded.document,
      elements: this.#elements,
      labelOf,
      resolved: portableStudy(loaded, labelOf),
      interactions,
      openWorkspace: (file, shownAs) => this.#workspace(file, shownAs),
      openTable: (file) => this.#table(file),
    });
  }

  #workspace(file: string, shownAs: string): WorkspaceFile {
    const opened = this.#workspaces.get(file) ?? new WorkspaceFile(file, shownAs);
    this.#workspaces.set(file, opened);
    this.#files.add(file);
    return opened;
  }

  #table(file: string): TableFile {
    const opened = this.#tables.get(file) ?? openTableFile(file);
    this.#tables.set(file, opened);
    this.#files.add(file);
    return opened;
  }

  #remembered(catalogueRoot: string): Elements {
    const elements = catalogueElements(catalogueRoot);
    const known = new Map<string, ReturnType<Elements['isotopesOf']>>();
    let symbols: readonly string[] | undefined;
    return {
      get symbols() {
        symbols ??= elements.symbols;
        return symbols;
      },
      isotopesOf: (symbol) => {
        if (!known.has(symbol)) {
          known.set(symbol, elements.isotopesOf(symbol));
          this.#files.add(join(catalogueRoot, 'nuclei', `${symbol}.yaml`));
        }
        return known.get(symbol);
      },
    };
  }
}
