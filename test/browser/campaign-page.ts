import { campaignReport, type ReportedCampaign } from '@cevns/studies/campaign/campaign-report';

/** The page of a made-up campaign: three axes, twenty numbers, some failed. */
export function pageOf(count: number): string {
  const masses = Array.from({ length: 50 }, (_, i) => `${i + 1} kg`);
  const models = ['helm', '{ model: helm-rms, skin: 0.1 fm }', '<img src=x onerror=alert(1)>', 'klein-nystrand'];
  const campaign: ReportedCampaign = {
    name: 'scan',
    title: '<img src=x onerror=alert(1)>',
    axes: ['detector.target.mass', 'inputs.interaction.form-factor', 'inputs.baseline'],
    configurations: Array.from({ length: count }, (_, i) => ({
      id: i.toString(16).padStart(12, '0'),
      values: [masses[i % 50]!, models[Math.floor(i / 50) % 4]!, `${10 + Math.floor(i / 200)} m`],
      ...(i % 997 === 500 ? { error: `data: ${i % 2 === 0 ? 'broken' : '<b>broken</b>'}` } : {}),
    })),
    file: 'summary.json',
  };
  const names = ['strength.parameters.mu.value', 'discovery.z', ...Array.from({ length: 18 }, (_, k) => `fit.n${k}`)];
  const numbers = campaign.configurations.map(({ error }, i) =>
    error === undefined
      ? { names: [...names, 'fit.bins'], cells: [...names.map((_, k) => String(numberOf(i, k))), '99'] }
      : { names: [], cells: [] },
  );
  return [...campaignReport(campaign, numbers)].join('');
}

/** A number that looks as if by chance, and is the same every time. */
export function numberOf(row: number, column: number): number {
  return (Math.sin(row * 12.9898 + column * 78.233) * 43758.5453) % (1 + column);
}
