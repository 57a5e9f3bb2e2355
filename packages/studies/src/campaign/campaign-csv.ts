import type { ConfigurationNumbers, ReportedCampaign } from './campaign-report.ts';

/** What `campaign.csv` says of a campaign. */
export interface CampaignTableText {
  readonly configurations: ReportedCampaign['configurations'];
  readonly numbers: readonly ConfigurationNumbers[];
}

/**
 * Reads `campaign.csv` as a run writes it.
 *
 * @param axes how many columns are axes
 * @throws Error when it is something else
 */
export function readCampaignTable(text: string, axes: number): CampaignTableText {
  const [head = [], ...rows] = csvRows(text);
  if (head[0] !== 'configuration' || head[1] !== 'status' || head.at(-1) !== 'error') {
    throw new Error('Expected the columns configuration, status, ..., error');
  }
  const names = head.slice(2 + axes, -1);
  const configurations: ReportedCampaign['configurations'][number][] = [];
  const numbers: ConfigurationNumbers[] = [];
  for (const row of rows) {
    if (row.length !== head.length) throw new Error(`Expected ${head.length} cells in each row, found ${row.length}`);
    const [id, status] = row as [string, string];
    const values = row.slice(2, 2 + axes);
    configurations.push({ id, values, ...(status === 'failed' ? { error: row.at(-1)! } : {}) });
    const cells = row.slice(2 + axes, -1);
    const own = names.flatMap((name, i) => (cells[i] === '' ? [] : [[name, cells[i]!] as const]));
    numbers.push({ names: own.map(([name]) => name), cells: own.map(([, cell]) => cell) });
  }
  return { configurations, numbers };
}

/** Rows of a text in the form of RFC 4180, with line feeds. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/y;
  while (cell.lastIndex < text.length) {
    const start = cell.lastIndex;
    const match = cell.exec(text);
    if (match === null) throw new Error(`Expected a cell at ${JSON.stringify(text.slice(start, start + 20))}`);
    row.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'));
    if (match[3] !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
