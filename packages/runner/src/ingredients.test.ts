import { expect, test } from 'vitest';
import type { CodeProvider } from './code/code-provider.ts';
import { orderGraph } from './graph.ts';
import { resolveModules } from './ingredients.ts';

const graphOf = (entry: string) =>
  orderGraph({
    name: 'g',
    stages: [{ id: 'g/a', kind: 'a', modules: { entry }, parameters: {}, inputs: {}, outputs: ['x'] }],
  });

test('modules are named by package and path within it, never by a file', async () => {
  const asked: string[] = [];
  const code: CodeProvider = {
    resolve: async (specifiers) => {
      asked.push(...specifiers);
      return new Map();
    },
  };
  const named = ['@cevns/physics/form-factors/helm', '@cevns/runner/command-call'];
  for (const entry of named) await resolveModules(graphOf(entry).nodes, code);
  const files = [
    'file:///tmp/model.ts',
    '/tmp/model.ts',
    './model.ts',
    '../model.ts',
    'data:text/javascript,0',
    'node:fs',
    '@cevns/physics/../../../tmp/model',
    '@cevns/./model',
    '@cevns',
  ];
  for (const entry of files) {
    await expect(resolveModules(graphOf(entry).nodes, code)).rejects.toMatchObject({ code: 'graph-invalid' });
  }
  expect(asked).toEqual(named);
});
