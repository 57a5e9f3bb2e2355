import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { StageGraph } from '../graph.ts';
import type { StageSpec } from '../stage.ts';

/** A workspace in a temporary folder with one package of stages, one of numbers, and packages from outside. */
export interface ToyWorkspace {
  readonly home: string;
  readonly storeFolder: string;
  write(path: string, text: string): string;
  edit(path: string, from: string, to: string): void;
  remove(): void;
}

const packageJson = (name: string, more: object = {}) =>
  JSON.stringify({
    name,
    version: '1.0.0',
    type: 'module',
    exports: {
      './*.json': { '@cevns/source': './src/*.json' },
      './*': { '@cevns/source': './src/*.ts', default: './dist/*.js' },
    },
    ...more,
  });

const toyFiles: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'toy', private: true, workspaces: ['packages/*'] }),
  'packages/numbers/package.json': packageJson('@toy/numbers'),
  'packages/numbers/src/arithmetic.ts': `/** Twice. */
export function twice(x: number): number {
  return 2 * x;
}

/** Not used by any stage. */
export function thrice(x: number): number {
  return 3 * x;
}
`,
  'packages/numbers/src/constants.json': '{ "offset": 1 }\n',
  'packages/numbers/src/shift-up.ts': `import { shiftBy } from './shift.ts';
export const shift = (x: number): number => shiftBy(x, 1);
`,
  'packages/numbers/src/shift-down.ts': `import { shiftBy } from './shift.ts';
export const shift = (x: number): number => shiftBy(x, -1);
`,
  'packages/numbers/src/shift.ts': `export const shiftBy = (x: number, by: number): number => x + by;
`,
  'packages/stages/package.json': packageJson('@toy/stages'),
  // Reads a number from a file or from its parameters.
  'packages/stages/src/source.ts': `import { rounded } from 'outside';
interface Context { parameters: { value?: number }; inputs: Record<string, { text(): string }> }
export function run({ parameters, inputs }: Context) {
  const value = parameters.value ?? Number(inputs.file!.text().trim());
  return { value: { json: rounded(value) } };
}
`,
  // Sums the values of its inputs, doubled and shifted by the selected module.
  'packages/stages/src/sum.ts': `import { twice } from '@toy/numbers/arithmetic';
import constants from '@toy/numbers/constants.json' with { type: 'json' };
interface Context { inputs: Record<string, { json(): number }>; modules: { shift?: { shift(x: number): number } } }
export function run({ inputs, modules }: Context) {
  let total: number = constants.offset;
  for (const name of Object.keys(inputs).sort()) total += twice(inputs[name]!.json());
  return { value: { json: modules.shift ? modules.shift.shift(total) : total } };
}
`,
  // A large array output beside a small text.
  'packages/stages/src/grid.ts': `interface Context { parameters: { points: number }; inputs: Record<string, { json(): number }> }
export function run({ parameters, inputs }: Context) {
  const data = Float64Array.from({ length: parameters.points }, (_, i) => i * inputs.value!.json());
  return { grid: { arrays: { x: { shape: [parameters.points], data } } }, label: { text: \`\${parameters.points} points\` } };
}
`,
  'packages/stages/src/mean.ts': `interface Grid { arrays(): Record<string, { data: Float64Array }> }
export function run({ inputs }: { inputs: { grid: Grid } }) {
  const { data } = inputs.grid.arrays().x!;
  let sum = 0;
  for (const x of data) sum += x;
  return { value: { json: sum / data.length } };
}
`,
  'node_modules/outside/package.json': JSON.stringify({
    name: 'outside',
    version: '1.2.3',
    type: 'module',
    main: 'index.js',
    dependencies: { deeper: '^1.0.0' },
  }),
  'node_modules/outside/index.js': "import { round } from 'deeper';\nexport const rounded = (x) => round(x);\n",
  'node_modules/deeper/package.json': JSON.stringify({
    name: 'deeper',
    version: '1.0.0',
    type: 'module',
    main: 'index.js',
  }),
  'node_modules/deeper/index.js': 'export const round = (x) => Math.round(x);\n',
};

/** Makes a toy workspace; the caller removes it. */
export function makeToyWorkspace(): ToyWorkspace {
  const home = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'cevns-toy-'));
  const workspace: ToyWorkspace = {
    home,
    storeFolder: join(home, '.cevns'),
    write(path, text) {
      const file = join(home, path);
      fs.mkdirSync(dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
      return file;
    },
    edit(path, from, to) {
      const file = join(home, path);
      const text = fs.readFileSync(file, 'utf8');
      if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
      fs.writeFileSync(file, text.replace(from, to));
    },
    remove() {
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
  for (const [path, text] of Object.entries(toyFiles)) workspace.write(path, text);
  fs.mkdirSync(join(home, 'node_modules', '@toy'));
  for (const name of ['numbers', 'stages']) {
    fs.symlinkSync(join('..', '..', 'packages', name), join(home, 'node_modules', '@toy', name));
  }
  return workspace;
}

/** A stage of the toy workspace; inputs are 'name: stage/output' or 'name: absolute file'. */
export function toyStage(
  id: string,
  module: string,
  inputs: Readonly<Record<string, string>> = {},
  more: Partial<StageSpec> = {},
): StageSpec {
  const specs = Object.entries(inputs).map(([name, from]) => {
    if (from.startsWith('/')) return [name, { file: from, label: from.slice(from.lastIndexOf('/') + 1) }];
    const [stage, output = 'value'] = from.split('/');
    return [name, { stage, output }];
  });
  return {
    id,
    kind: module,
    modules: { entry: `@toy/stages/${module}` },
    parameters: {},
    inputs: Object.fromEntries(specs),
    outputs: ['value'],
    ...more,
  };
}

/** source (file) -> sum (doubles, shifts) -> grid (large array) -> mean. */
export function toyChain(inputFile: string, { points = 2000, shift = 'shift-up' } = {}): StageGraph {
  return {
    name: 'toy-chain',
    stages: [
      toyStage('source', 'source', { file: inputFile }),
      toyStage(
        'sum',
        'sum',
        { a: 'source' },
        { modules: { entry: '@toy/stages/sum', shift: `@toy/numbers/${shift}` } },
      ),
      toyStage(
        'grid',
        'grid',
        { value: 'sum' },
        { parameters: { points, region: [0, 60] }, outputs: ['grid', 'label'] },
      ),
      toyStage('mean', 'mean', { grid: 'grid/grid' }),
    ],
  };
}
