import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runGraph } from '../run.ts';
import type { StageError } from '../runner-error.ts';
import { Store } from '../store.ts';
import { makeToyWorkspace, type ToyWorkspace, toyStage } from '../testing/toy-workspace.ts';
import { SourceCode } from './source-code.ts';
import { sourceTrace } from './source-trace.ts';

let toy: ToyWorkspace;
beforeEach(() => {
  toy = makeToyWorkspace();
});
afterEach(() => toy.remove());

test('the stack of a failed stage leads to the line in its source', async () => {
  toy.write(
    'packages/stages/src/bad.ts',
    "import { check } from './check.ts';\nexport function run() {\n  return check(-1);\n}\n",
  );
  toy.write(
    'packages/stages/src/check.ts',
    '// A comment.\nexport function check(energy: number): never {\n  throw new RangeError(String(energy));\n}\n',
  );
  const options = { store: new Store(toy.storeFolder), code: new SourceCode({ home: toy.home }), jobs: 1 };
  const error: StageError = await runGraph({ name: 'toy', stages: [toyStage('bad', 'bad')] }, options).then(
    () => expect.fail('the stage did not fail'),
    (reason) => reason,
  );
  const trace = sourceTrace((error.cause as Error).stack!);
  expect(trace).toContain(`${join(toy.home, 'packages/stages/src/check.ts')}:3:9`);
  expect(trace).toContain(`${join(toy.home, 'packages/stages/src/bad.ts')}:3:10`);
});

test('places without a source map stay', () => {
  const stack = 'Error: no\n    at run (file:///nowhere/x.mjs:1:10)\n    at other (/a/b.js:2:3)';
  expect(sourceTrace(stack)).toBe(stack);
});
