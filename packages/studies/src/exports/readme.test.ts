import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { type ExportedFiles, format } from './readme.ts';

async function readme(...exports: ExportedFiles[]): Promise<string> {
  const parameters = { study: 'small', title: 'A small study', references: ['arXiv:2110.07730'], exports };
  return (await call(format.write, { parameters, inputs: {} })).readme!.text();
}

test('says of each file what it is, how to open it, and what is lost', async () => {
  const text = await readme(
    { format: 'pyhf', file: 'model.json', of: ['strength'], files: ['model.json', 'model.json.loss.txt'] },
    { format: 'npz', file: 'scan.npz', of: ['scan'], files: ['scan.npz'] },
    {
      format: 'hepdata',
      file: 'tables',
      of: ['a', 'b'],
      files: ['tables/submission.yaml', 'tables/a.yaml', 'tables/b.yaml'],
    },
  );
  expect(text).toMatch(/^# Exports of A small study\n/);
  expect(text).toContain('To be cited: arXiv:2110.07730.');
  expect(text).toContain('| `model.json` | the likelihood at the fit `strength`, a workspace 1.0.0 of pyhf |');
  expect(text).toContain('json.load(open("model.json"))');
  expect(text).toContain('with numbers: `model.json.loss.txt`.');
  expect(text).toContain('numpy.load("scan.npz")');
  expect(text).toContain('Tables: `tables/a.yaml`, `tables/b.yaml`.');
  expect(text).toContain('hepdata-validate -d tables\n');
});

test('every format has a section', async () => {
  for (const own of ['pyhf', 'hs3', 'npz', 'hepdata'] as const) {
    const text = await readme({ format: own, file: 'one', of: [], files: ['one'] });
    expect(text).toMatch(/\n## one\n\n/);
    expect(text.match(/^```/gm)!.length % 2).toBe(0);
  }
});
