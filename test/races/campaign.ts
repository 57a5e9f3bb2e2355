import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const command = join(home, 'packages/cli/bin/cevns.js');
const shipped = join(home, 'pipelines/campaigns/csi-conventions.yaml');
const main = join(home, 'pipelines/coherent-csi-2021.yaml');

interface Times {
  readonly seconds: number;
  /** Most memory that the process had. */
  readonly memoryMB: number;
}

/**
 * The campaign that comes with the project, 1,000 configurations with fit and significance, as a whole process: cold, with nothing changed, and
 * together with the study that it varies.
 *
 * @throws Error if a configuration failed, if the table has no row for each, or if something runs that need not
 */
export function race(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cevns-race-'));
  const probe = join(folder, 'memory.mjs');
  writeFileSync(
    probe,
    `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync('memory', String(process.resourceUsage().maxRSS / 1024)));
`,
  );
  const run = (files: readonly string[], expected?: string): Times => {
    const before = performance.now();
    const args = ['--import', pathToFileURL(probe).href, command, 'run', ...files, '--store', join(folder, 'store')];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    const seconds = (performance.now() - before) / 1000;
    if (status !== 0 || (expected !== undefined && !stderr.includes(expected))) {
      throw new Error(`campaign: status ${status}, expected '${expected}': ${stderr.slice(-1000)}`);
    }
    return { seconds, memoryMB: Number(readFileSync(join(folder, 'memory'), 'utf8')) };
  };
  try {
    const cold = run([shipped], '1000 configurations; ');
    const table = readFileSync(join(folder, 'results/csi-conventions/campaign.csv'), 'utf8').trimEnd().split('\n');
    const wrong = table.slice(1).filter((row) => row.split(',')[1] !== 'ok');
    if (table.length !== 1001 || wrong.length > 0)
      throw new Error(`campaign: ${table.length - 1} rows, ${wrong.length} failed`);
    const unchanged = [1, 2, 3].map(() => run([shipped], ' 0 stages computed'));
    const joined = run([main, shipped], 'csi-conventions: 1000 configurations; 0 stages computed');
    const again = [1, 2, 3].map(() => run([main, shipped], 'coherent-csi-2021: 0 stages computed'));
    process.stdout.write(
      `campaign: 1000 configurations: cold ${show(cold)}, unchanged ${show(best(unchanged))}; ` +
        `with its study: the study new ${show(joined)}, unchanged ${show(best(again))}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function best(times: readonly Times[]): Times {
  return times.reduce((least, each) => (each.seconds < least.seconds ? each : least));
}

function show({ seconds, memoryMB }: Times): string {
  return `${seconds.toFixed(2)} s with ${memoryMB.toFixed(0)} MB`;
}
