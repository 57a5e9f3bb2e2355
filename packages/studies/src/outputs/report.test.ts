import { expect, test } from 'vitest';
import { presentation } from '../analyses/predict.presentation.ts';
import { call } from '../testing/artifacts.ts';
import { run } from './report.ts';

const attack = '<script>alert(1)</script>';
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"></svg>\n';

async function reportOf(summary: object, parameters: object = {}): Promise<string> {
  const { report } = await call(run, {
    parameters: { figures: [], titles: {}, abstract: [], resolved: 'study: small\n', files: [], ...parameters },
    inputs: {
      summary: { json: { study: 'small', conventions: {}, warnings: [], analysis: {}, ...summary } as never },
      'figure:a.svg': { text: svg },
    },
    modules: { 'presentation:predict': { presentation } },
  });
  return report!.text();
}

const predicted = { kind: 'predict', at: {}, components: { cevns: 1 }, total: 1, observed: 2, bins: 1 };

test('text of a study is shown, never run', async () => {
  const html = await reportOf(
    {
      study: attack,
      title: `Title ${attack}`,
      references: [attack],
      warnings: [attack],
      conventions: { [attack]: attack },
      analysis: { [attack]: { ...predicted, components: { [attack]: 1 } } },
    },
    { resolved: attack, files: [attack] },
  );
  expect(html).not.toContain(attack);
  // Title twice, lead, references, warning, convention, analysis, component, YAML, file: all are there as text.
  expect(html.split('&lt;script&gt;alert(1)').length).toBeGreaterThan(9);
});

test('what stands on top is the title, or the name of a study without one', async () => {
  expect(await reportOf({ title: 'A title' })).toMatch(/<h1[^>]*>A title<\/h1>/);
  expect(await reportOf({})).toMatch(/<h1[^>]*>small<\/h1>/);
});

test('warnings come before the results', async () => {
  const html = await reportOf({ warnings: ['beware of it'], analysis: { prediction: predicted } });
  expect(html.indexOf('beware of it')).toBeGreaterThan(0);
  expect(html.indexOf('beware of it')).toBeLessThan(html.indexOf('Events in the region'));
});

test('a figure stands in the section of its analysis', async () => {
  const figures = [{ file: 'a.svg', of: 'second', caption: 'The figure' }];
  const html = await reportOf({ analysis: { first: predicted, second: predicted, third: predicted } }, { figures });
  const places = ['>first</h2>', '>second</h2>', 'The figure', '>third</h2>'].map((text) => html.indexOf(text));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(Math.min(...places)).toBeGreaterThan(0);
});

test('a figure of no analysis is of the inputs', async () => {
  const figures = [{ file: 'a.svg', of: '', caption: 'The flux' }];
  const html = await reportOf({ analysis: { first: predicted } }, { figures });
  const places = ['>first</h2>', '>Inputs</h2>', 'The flux', '>Conventions</h2>'].map((text) => html.indexOf(text));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(Math.min(...places)).toBeGreaterThan(0);
  expect(await reportOf({ analysis: { first: predicted } })).not.toContain('>Inputs</h2>');
});

test('conventions are sentences, not JSON, and components have their titles', async () => {
  const html = await reportOf(
    {
      conventions: { terms: ['standard-model'], couplings: { name: 'tree-level', sin2_theta_W: 0.23857 } },
      analysis: { prediction: predicted },
    },
    { titles: { components: { cevns: 'CEvNS' }, parameters: { sin2_theta_W: 'sin^{2} θ' } } },
  );
  expect(html).toContain('<dt>Couplings</dt><dd>tree-level (sin<sup>2</sup> θ = 0.23857)</dd>');
  expect(html).toContain('<dt>Terms</dt><dd>standard-model</dd>');
  expect(html).toContain('<th scope="row">CEvNS</th>');
  expect(html).not.toMatch(/<d[td]>[^<]*[{}[\]]/);
});

test('data files and the resolved study are in the provenance', async () => {
  const html = await reportOf({}, { resolved: 'study: resolved\n', files: ['data/a.csv', 'b.csv'] });
  expect(html).toContain('Data files: data/a.csv, b.csv.');
  expect(html).toContain('study: resolved');
});

test('the page fetches nothing', async () => {
  expect(await reportOf({ analysis: { prediction: predicted } })).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

test('conventions of several experiments: what all share stands once, what differs for each', async () => {
  const experiments = {
    near: { couplings: 'tree-level', baseline: '20 m' },
    far: { couplings: 'tree-level', baseline: '121 m' },
  };
  const html = await reportOf({ conventions: { experiments } });
  expect(html.match(/tree-level/g)).toHaveLength(1);
  expect(html).toContain('(near)');
  expect(html).toContain('121 m');
});

test('a convention that one of several experiments has is not said of the others', async () => {
  const experiments = { csi: { couplings: 'tree-level' }, lar: { couplings: 'tree-level', signal: 'a template' } };
  const html = await reportOf({ conventions: { 'experiments-of-analyses': { near: ['csi'] }, experiments } });
  expect(html).toContain('<dt>Experiments of analyses</dt><dd>near: csi</dd>');
  expect(html).toContain('<dt>Signal (lar)</dt><dd>a template</dd>');
  expect(html).not.toContain('Signal (csi)');
});
