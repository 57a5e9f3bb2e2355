import { expect, test } from 'vitest';
import { CampaignTable } from './campaign-table.ts';
import { rerunCommand } from './rerun-command.ts';

const summary = (analysis: object, warnings: string[] = []) => ({ summary: { study: 's', warnings, analysis } });

test('a row per configuration, a column per number, and empty cells for what one does not have', () => {
  const rows = [
    {
      id: 'aa',
      values: ['[0 PE, 60 PE]', 'a "b"'],
      result: summary({
        fit: { kind: 'fit', parameters: { mu: { value: 0.1, fixed: false, minus: null } }, matrix: [[1]] },
      }),
    },
    { id: 'bb', values: ['1 m', 'x'], result: { error: 'no minimum,\nnowhere' } },
    {
      id: 'cc',
      values: ['2 m', 'x'],
      result: summary({ fit: { parameters: { nu: { value: 2e-45 } } } }, ['far', 'off']),
    },
  ];
  const table = new CampaignTable(['region.PE', 'other']);
  for (const row of rows) table.add(row);
  expect([...table.lines()].join('')).toBe(
    [
      'configuration,status,region.PE,other,fit.parameters.mu.value,fit.parameters.mu.fixed,warnings,fit.parameters.nu.value,error',
      'aa,ok,"[0 PE, 60 PE]","a ""b""",0.1,false,0,,',
      'bb,failed,1 m,x,,,,,"no minimum,\nnowhere"',
      'cc,ok,2 m,x,,,2,2e-45,',
      '',
    ].join('\n'),
  );
});

test('the command for one configuration is quoted for a shell', () => {
  expect(rerunCommand('a study.yaml', ['inputs.baseline=20 m', 'x=a', "y=it's"])).toBe(
    `cevns run 'a study.yaml' --set 'inputs.baseline=20 m' --set x=a --set 'y=it'\\''s'`,
  );
});
