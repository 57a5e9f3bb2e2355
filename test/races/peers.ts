import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shape } from './synthetic-program.ts';

/** A tool that runs what is out of date: the same tasks as those of the synthetic study, each writes one small file. */
export interface Peer {
  readonly name: string;
  /** What it looks at to decide what is out of date. */
  readonly looksAt: string;
  /** More tasks would take it minutes. */
  readonly maximum: number;
  /** Writes the tasks into a folder. */
  write(folder: string, shape: Shape): void;
  /** Computes everything, like a stage in a worker without a process per task. */
  readonly cold?: readonly string[];
  /** Brings everything up to date where that takes a process per task, which is not the same race. */
  readonly prepare?: readonly string[];
  readonly unchanged: readonly string[];
}

/** Whether the machine has a tool. */
export function isInstalled(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Wall time of a command in seconds. */
export function seconds(folder: string, [command, ...args]: readonly string[]): number {
  const begin = performance.now();
  execFileSync(command!, args, { cwd: folder, stdio: 'ignore' });
  return (performance.now() - begin) / 1000;
}

/** For each task what it takes and what it makes; the tasks of a chain stand one after the other. */
function* tasks({ chains, length }: Shape): Generator<{ from: string; to: string }> {
  for (let chain = 0; chain < chains; chain++) {
    for (let step = 0; step < length; step++) {
      yield { from: step === 0 ? 'input' : `out/${chain}-${step - 1}`, to: `out/${chain}-${step}` };
    }
  }
}

function writeTasks(
  folder: string,
  name: string,
  shape: Shape,
  line: (task: { from: string; to: string }) => string,
  frame: { readonly before?: string; readonly after?: string } = {},
): void {
  mkdirSync(join(folder, 'out'), { recursive: true });
  writeFileSync(join(folder, 'input'), '1\n');
  const lines = [...tasks(shape)].map(line);
  writeFileSync(join(folder, name), `${frame.before ?? ''}${lines.join('')}${frame.after ?? ''}`);
}

export const peers: readonly Peer[] = [
  {
    name: 'ninja',
    looksAt: 'times',
    maximum: 20_000,
    write: (folder, shape) =>
      writeTasks(folder, 'build.ninja', shape, ({ from, to }) => `build ${to}: add ${from}\n`, {
        before: 'rule add\n  command = cp $in $out\n',
      }),
    prepare: ['ninja', '-j2'],
    unchanged: ['ninja', '-j2'],
  },
  {
    name: 'make',
    looksAt: 'times',
    maximum: 20_000,
    write: (folder, shape) => {
      const all = [...tasks(shape)].map(({ to }) => to).join(' ');
      writeTasks(folder, 'Makefile', shape, ({ from, to }) => `${to}: ${from}\n\tcp $< $@\n`, {
        before: `all: ${all}\n`,
      });
    },
    // It only looks at times, so that touching is as good as making.
    prepare: ['make', '-t', '-j2'],
    unchanged: ['make', '-j2'],
  },
  {
    name: 'doit',
    looksAt: 'times, and content when these differ',
    maximum: 20_000,
    write: (folder, { chains, length }) => {
      mkdirSync(join(folder, 'out'), { recursive: true });
      writeFileSync(join(folder, 'input'), '1\n');
      writeFileSync(
        join(folder, 'dodo.py'),
        `def add(source, target):
    with open(source) as before, open(target, 'w') as after:
        after.write(str(int(before.read()) + 1))

def task_add():
    for chain in range(${chains}):
        for step in range(${length}):
            source = 'input' if step == 0 else f'out/{chain}-{step - 1}'
            target = f'out/{chain}-{step}'
            yield {'name': target, 'actions': [(add, [source, target])], 'file_dep': [source], 'targets': [target]}
`,
      );
    },
    cold: ['doit', '-v0'],
    unchanged: ['doit', '-v0'],
  },
  {
    name: 'snakemake',
    looksAt: 'times here, since the outputs were put there without it',
    maximum: 1000,
    write: (folder, { chains, length }) => {
      mkdirSync(join(folder, 'out'), { recursive: true });
      writeFileSync(join(folder, 'input'), '1\n');
      // To run them, or to touch them, takes it minutes.
      for (const { to } of tasks({ chains, length })) writeFileSync(join(folder, to), '1\n');
      writeFileSync(
        join(folder, 'Snakefile'),
        `rule all:
    input: expand('out/{chain}-${length - 1}', chain=range(${chains}))

rule add:
    input: lambda w: 'input' if w.step == '0' else f'out/{w.chain}-{int(w.step) - 1}'
    output: 'out/{chain}-{step}'
    shell: 'cp {input} {output}'
`,
      );
    },
    unchanged: ['snakemake', '-j2', '--scheduler', 'greedy', '--quiet', 'all'],
  },
];
