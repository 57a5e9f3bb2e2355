import type { Artifact, StageOutput } from './artifact.ts';
import type { CommandSpec } from './command-stage.ts';
import type { Json } from './json.ts';

/** Where an input of a stage comes from: an output of another stage, or a file of the user. */
export type StageInput =
  | { readonly stage: string; readonly output: string }
  | { readonly file: string /* absolute path */; readonly label: string /* what to show people */ };

/** One stage as data: what it computes is fixed by `modules`, `parameters` and the content of `inputs`. */
export interface StageSpec {
  /** Unique in the graph, e.g. 'coherent-csi-2021/recoil'. */
  readonly id: string;
  /** The kind, e.g. 'recoil'. */
  readonly kind: string;
  /** Module specifiers by role: `entry` exports `run`; the further roles are selected implementations handed to it. */
  readonly modules: { readonly entry: string; readonly [role: string]: string };
  /** Plain JSON; only its canonical form counts, and that is what the stage gets. */
  readonly parameters: Json;
  readonly inputs: Readonly<Record<string, StageInput>>;
  /** Names of the outputs; the stage has to return exactly these. */
  readonly outputs: readonly string[];
  /** Time in milliseconds after which the stage is ended and counts as failed; not part of the key. Default: no limit. */
  readonly timeLimitMs?: number;
  /** Set when the stage is an external program instead of a function; `commandStage` makes such a stage. */
  readonly command?: CommandSpec;
}

/** What a stage function gets. */
export interface StageContext<Parameters = Json> {
  readonly parameters: Parameters;
  readonly inputs: Readonly<Record<string, Artifact>>;
  /** The module namespaces of all roles but `entry`. */
  readonly modules: Readonly<Record<string, unknown>>;
}

/** What a stage function returns: one output per declared name. */
export type StageOutputs = Readonly<Record<string, StageOutput>>;

/** The type of the export `run` of an entry module: a pure function of its context. */
export type StageFunction<Parameters = Json> = (
  context: StageContext<Parameters>,
) => StageOutputs | Promise<StageOutputs>;
