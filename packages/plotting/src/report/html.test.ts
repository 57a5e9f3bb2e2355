import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Reading } from '../reading.ts';
import { fillSlot, renderReport } from './html.ts';
import { inline } from './inline.ts';
import type { Report, ReportBlock } from './report.ts';

const svg = readFileSync(new URL('../figures/__snapshots__/pe-projection-screen.svg', import.meta.url), 'utf8');
const axis = { label: 'PE', unit: '', scale: 'linear' as const, from: 0, to: 8, start: 0, end: 90 };
const reading: Reading = {
  panels: [{ name: 'main', frame: { x: 0, y: 0, width: 90, height: 90 }, x: axis, y: { ...axis, label: 'N^{2}' } }],
  series: [{ name: 'a', label: 'a', panel: 0, kind: 'bins', edges: [0, 8], values: [2.5], lower: [2], upper: [3] }],
};
const figure: ReportBlock = { kind: 'figure', svg, caption: 'PE projection', alternative: 'Data and "fit"' };
const report = (blocks: ReportBlock[], more: Partial<Report> = {}): Report => ({
  title: 'T',
  lead: 'L',
  warnings: [],
  sections: [{ heading: 'Results', blocks }],
  ...more,
});

test('a whole report, as reviewed', async () => {
  const whole = report(
    [
      { kind: 'paragraph', text: 'The strength is 0.87^{+0.15}_{-0.13}, \\chi^{2} = 82.6 & fine.' },
      {
        kind: 'table',
        caption: 'Fitted parameters',
        columns: [{ label: 'Parameter' }, { label: 'Value', align: 'right' }],
        rows: [['CE\\nu NS strength', '0.87^{+0.15}_{-0.13}']],
      },
      {
        kind: 'figure',
        svg: '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt" viewBox="0 0 9 9"><path d="M0 0L9 9"/></svg>',
        caption: 'C',
        alternative: 'A line',
      },
      { kind: 'facts', entries: [{ term: 'Exposure', value: '3.198\\times10^{23} POT' }] },
      { kind: 'code', label: 'Resolved study', text: 'title: a < b\nkey: _{literal}\n', folded: true },
    ],
    { warnings: ['The fit is at a limit.'], footer: 'cevns 0.1.0' },
  );
  const readable = renderReport(whole)
    .replace(/base64,[\w+/=]*/g, 'base64,...')
    .replace(/<script>[\s\S]*?<\/script>/, '<script>...</script>')
    .replace(/sha256-[\w+/=]*/, 'sha256-...');
  await expect(readable).toMatchFileSnapshot('./__snapshots__/report.html');
});

test('a title that tries to be markup is text, everywhere', () => {
  const evil = '<img src=x onerror=alert(1)>"\'&</title></script></pre>';
  const html = renderReport(
    report(
      [
        { kind: 'paragraph', text: evil },
        { kind: 'table', caption: evil, columns: [{ label: evil }], rows: [[evil]] },
        { kind: 'facts', entries: [{ term: evil, value: evil }] },
        { kind: 'code', label: evil, text: evil },
        { ...figure, caption: evil, alternative: evil } as ReportBlock,
      ],
      {
        title: evil,
        lead: evil,
        warnings: [evil],
        footer: evil,
        language: '"><img>',
        sections: [{ heading: evil, blocks: [] }],
      },
    ),
  );
  expect(html).not.toContain('<img');
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html.match(/<\/title>/g)).toHaveLength(1);
  expect(html).toContain('<h1>&lt;img src=x onerror=alert(1)&gt;');
});

test('two figures on a page keep their ids apart, and each reference finds its own', () => {
  const html = renderReport(report([figure, figure]));
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  const references = [...html.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1]!);
  expect(references.length).toBeGreaterThan(4);
  for (const reference of references) expect(ids).toContain(reference);
});

test('figures have a name for screen readers, tables have scopes, headings have their order', () => {
  const html = renderReport(
    report([figure, { kind: 'table', caption: 'c', columns: [{ label: 'a' }, { label: 'b' }], rows: [['1', '2']] }]),
  );
  expect(html).toContain('role="img" aria-label="Data and &quot;fit&quot;"');
  expect(html).toContain('<th scope="col">a</th><th scope="col">b</th>');
  expect(html).toContain('<th scope="row">1</th><td>2</td>');
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html.indexOf('<h1')).toBeLessThan(html.indexOf('<h2'));
});

test('warnings come before all results', () => {
  const html = renderReport(report([{ kind: 'paragraph', text: 'result' }], { warnings: ['careful'] }));
  expect(html.indexOf('careful')).toBeLessThan(html.indexOf('result'));
});

test('figures of a paper theme bring their own font along', () => {
  const count = (html: string) => html.match(/@font-face/g)?.length;
  expect(count(renderReport(report([figure])))).toBe(2);
  const serif = svg.replaceAll('Source Sans 3', 'STIX Two Text');
  const html = renderReport(report([{ ...figure, svg: serif } as ReportBlock]));
  expect(count(html)).toBe(3);
  expect(html.length).toBeLessThan(250_000);
});

test('the page fetches nothing, and its policy allows one script, by its digest', () => {
  const html = renderReport(report([{ ...figure, reading } as ReportBlock]));
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text!);
  expect(scripts).toHaveLength(1);
  const digest = createHash('sha256').update(scripts[0]!).digest('base64');
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`script-src 'sha256-${digest}'`);
  expect(html.match(/<script/g)).toHaveLength(2);
  const markup = html.replace(/<(script)[\s\S]*?<\/script>|xmlns="[^"]*"/g, '');
  expect(markup).not.toMatch(/https?:|<link|@import|\ssrc=/);
  expect(scripts[0]).not.toMatch(
    /\beval\b|innerHTML|outerHTML|insertAdjacentHTML|document\.write|fetch\(|XMLHttp|new Function/,
  );
});

test('the numbers of a figure are a table, and data for the script in which no markup can stand', () => {
  const evil = '</script><img src=x>';
  const series = reading.series.map((each) => ({ ...each, label: evil }));
  const html = renderReport(report([{ ...figure, reading: { ...reading, series } } as ReportBlock]));
  expect(html).not.toContain('<img');
  expect(html).toContain('<tr><th scope="row">0 – 8</th><td>2.5</td><td>2 – 3</td></tr>');
  const [, json] = /<script type="application\/json" id="s1b1-reading">(.*)<\/script>/.exec(html)!;
  expect(JSON.parse(json!)).toEqual({ panels: [{ ...reading.panels[0], y: expect.anything() }], series });
});

test('a figure for dark ground stands beside that for light ground, with ids of its own', () => {
  const html = renderReport(report([{ ...figure, dark: svg } as ReportBlock]));
  expect(html).toMatch(/class="light" role="img"[\s\S]*class="dark" role="img"/);
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a slot is filled once the page is written; text cannot make one', () => {
  const html = renderReport(
    report([
      { kind: 'paragraph', text: '<!-- slot late -->' },
      { kind: 'slot', name: 'late' },
    ]),
  );
  const filled = fillSlot(html, 'late', [{ kind: 'paragraph', text: "<b> $& $1 $'" }]);
  expect(filled).toContain('<p>&lt;!-- slot late --&gt;</p>\n<p>&lt;b&gt; $&amp; $1 $&#39;</p>');
  expect(filled).not.toContain('<!--');
  expect(fillSlot(html, 'other', [])).toBe(html);
});

test('cells that show their number: shaded by its size, as a bar about zero', () => {
  const table: ReportBlock = {
    kind: 'table',
    caption: 'c',
    columns: [{ label: 'a' }, { label: 'b', align: 'right' }],
    rows: [
      ['x', { text: '−0.49', shade: -0.49 }],
      ['y', { text: '1.5', bar: 1.5 }],
    ],
  };
  const html = renderReport(report([table]));
  expect(html).toContain('<td class="right below" style="--shade: 49">−0.49</td>');
  expect(html).toContain('<span style="left: 50.0%; width: 25.0%"></span></span>1.5</td>');
});

test.each([
  ['<svg><script>alert(1)</script></svg>'],
  ['<svg onload="alert(1)"></svg>'],
  ['<svg><g onclick = "x"></g></svg>'],
  ['<svg><g a=x" onclick=alert(1) y="></g></svg>'],
  [`<svg><g a='"' onclick='x' b='"'></g></svg>`],
  ['<svg><g a="1"onclick="x"></g></svg>'],
  ['<svg><g <script>'],
  ['<svg><foreignObject></foreignObject></svg>'],
  ['<svg><a href="javascript:1"><text>x</text></a></svg>'],
  ['<svg><rect style="background:url(http://x)"/></svg>'],
  ['<!DOCTYPE svg [<!ENTITY x "y">]><svg></svg>'],
])('SVG that is no figure is refused: %s', (evil) => {
  const block: ReportBlock = { kind: 'figure', svg: evil, caption: '', alternative: '' };
  expect(() => renderReport(report([block]))).toThrow(expect.objectContaining({ code: 'report-unsafe-svg' }));
});

test('text of a figure may speak of attributes', () => {
  const block: ReportBlock = {
    kind: 'figure',
    svg: '<svg><g aria-label="an onset = 3"><text x="1">a style = b onclick=c</text></g></svg>',
    caption: '',
    alternative: '',
  };
  expect(renderReport(report([block]))).toContain('a style = b onclick=c');
});

test('a table row with a cell too many is refused', () => {
  const table: ReportBlock = { kind: 'table', caption: '', columns: [{ label: 'a' }], rows: [['1'], ['1', '2']] };
  expect(() => renderReport(report([table]))).toThrow(
    expect.objectContaining({ code: 'report-table-shape', where: 'sections[0].blocks[0].rows[1]' }),
  );
});

test('scripts in HTML', () => {
  expect(inline('M_{x}^{2}y')).toBe('M<span class="errors"><span>2</span><span>x</span></span>y');
  expect(inline('10^{-3}')).toBe('10<sup>\u22123</sup>');
});
