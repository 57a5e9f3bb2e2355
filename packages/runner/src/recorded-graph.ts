import type { StageGraph } from './graph.ts';
import { currentRuntime } from './key.ts';
import type { ProvenanceRecord } from './provenance.ts';

/**
 * The graph that a provenance record describes, to be run again. External programs are in it by name only: they run only when a person
 * allows it, so their outputs have to be in the store.
 *
 * @param fileOf absolute path of an input file, given its label and the digest of its content then
 */
export function recordedGraph(
  { graph, stages }: ProvenanceRecord,
  fileOf: (label: string, digest: string) => string,
): StageGraph {
  return {
    name: graph,
    stages: Object.entries(stages).map(([id, { kind, modules, parameters, inputs, outputs }]) => ({
      id,
      kind,
      modules: modules as StageGraph['stages'][number]['modules'],
      parameters,
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([name, input]) => [
          name,
          'file' in input
            ? { file: fileOf(input.file, input.digest), label: input.file }
            : { stage: input.stage, output: input.output },
        ]),
      ),
      outputs: Object.keys(outputs),
      ...(kind === 'command'
        ? { command: { name: id, declaredAt: id, study: id, retries: 0, outputLimitBytes: 0 } }
        : {}),
    })),
  };
}

/** Node major version and architecture of a record. */
export function recordedRuntime({ runtime }: ProvenanceRecord): string {
  return `node${runtime.node.split('.')[0]}-${runtime.architecture}`;
}

/** True when a computation here has to give the very bytes of the record. Newer versions of Node.js leave powers to the C library, so the operating system counts too. */
export function givesSameBytes(record: ProvenanceRecord): boolean {
  return recordedRuntime(record) === currentRuntime && record.runtime.platform === process.platform;
}
