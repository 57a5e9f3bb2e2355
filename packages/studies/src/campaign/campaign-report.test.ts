import { expect, test } from 'vitest';
import { readCampaignTable } from './campaign-csv.ts';
import { campaignReport, type ReportedCampaign } from './campaign-report.ts';
import { CampaignTable } from './campaign-table.ts';

const axes = ['detector.mass', 'model'];
const configurations: ReportedCampaign['configurations'] = [
  { id: 'a1', values: ['1 kg', 'helm'] },
  { id: 'b2', values: ['2 kg', 'say "hi", <b>\nthere'], error: 'fit: broken,\n"twice"' },
  { id: 'c3', values: ['2 kg', 'helm'] },
];
const campaign: ReportedCampaign = { name: 'scan', axes, configurations, file: 'summary.json' };

function table(): CampaignTable {
  const made = new CampaignTable(axes);
  configurations.forEach(({ id, values, error }, i) => {
    const summary = { analysis: { fit: { z: 1.23456789 + i, bins: 9, ok: i === 0 } }, warnings: [] };
    made.add({ id, values, result: error === undefined ? { summary } : { error } });
  });
  return made;
}
const data = (html: string, id: string): string =>
  JSON.parse(new RegExp(`id="${id}">(.*)</script>`).exec(html)![1]!) as string;

test('columns are what varies, with six digits; what is the same in all stands in a table below', () => {
  const html = [...campaignReport(campaign, table().numbers())].join('');
  expect(data(html, 'campaign-data')).toMatchObject({
    ids: ['a1', 'b2', 'c3'],
    axes: [
      ['detector.mass', ['1 kg', '2 kg']],
      ['model', ['helm', 'say "hi", <b>\nthere']],
    ],
    results: [
      ['fit.z', true],
      ['fit.ok', false],
    ],
    failures: [{ cause: 'fit: broken,\n"twice"', rows: [1] }],
  });
  expect(data(html, 'axis-0')).toBe('0,1,1');
  expect(data(html, 'result-0')).toBe('1.23457,,3.23457');
  expect(data(html, 'result-1')).toBe('1,,0');
  expect(html).toContain('<th scope="row">fit.bins</th><td class="right">9</td>');
  expect(html).not.toContain('<b>');
});

test('the table that a run wrote gives the same page', () => {
  const text = [...table().lines()].join('');
  const read = readCampaignTable(text, axes.length);
  expect(read.configurations).toEqual(configurations);
  const again = [...campaignReport({ ...campaign, configurations: read.configurations }, read.numbers)].join('');
  expect(again).toBe([...campaignReport(campaign, table().numbers())].join(''));
});

test.each([['a,b\n1,2\n'], ['configuration,status,x,error\na,ok\n'], ['configuration,status,error\n"a,ok,\n'], ['']])(
  'a table of something else is refused: %j',
  (text) => {
    expect(() => readCampaignTable(text, 0)).toThrow(/^Expected/);
  },
);
