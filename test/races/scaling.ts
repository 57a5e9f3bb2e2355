import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const command = join(home, 'packages/cli/bin/cevns.js');

/** Work for some ten seconds with one worker each, and for forty, as changes of shipped studies. */
const cases = [
  {
    name: '100,000 toys',
    besideItself: true,
    study: 'coherent-csi-2021/feldman-cousins.yaml',
    set: [
      'analysis={ cover: { kind: toys, parameter: cevns-strength, fixed: [neutrino-flux], toys: 100000 } }',
      'outputs=[]',
    ],
  },
  {
    name: 'Feldman-Cousins, 121 points of up to 16,000 toys',
    study: 'coherent-csi-2021/feldman-cousins.yaml',
    set: ['analysis.strength.toys=16000', 'analysis.strength.x.points=121', 'outputs=[]'],
  },
  {
    name: '601 x 601 points, CsI and argon',
    study: 'coherent-csi-lar-nsi.yaml',
    set: ['analysis.nsi.x.points=601', 'analysis.nsi.y.points=601', 'outputs=[]'],
  },
  {
    name: '501 x 501 points',
    besideItself: true,
    study: 'coherent-csi-2021/nsi-up-down.yaml',
    set: ['analysis.nsi.x.points=501', 'analysis.nsi.y.points=501', 'outputs=[]'],
  },
];

/**
 * Toys and scans with one worker and with two, as whole processes with an empty store: wall time, since that is what workers are for, and the
 * results byte by byte. For some, what two cores have to give at that moment: twice the time of one command with one worker over that of two at once.
 *
 * @throws Error if a run fails, or two workers give other bytes than one
 */
export async function race(): Promise<void> {
  for (const { name, study, set, besideItself = false } of cases) {
    const one = await run(study, set, 1);
    const two = await run(study, set, 2);
    if (one.summary !== two.summary) throw new Error(`scaling: ${name}: two workers give another summary`);
    const ratio = `with two workers ${two.seconds.toFixed(2)} s: ${(one.seconds / two.seconds).toFixed(2)}`;
    const most = besideItself ? `, of ${(await mostPossible(study, set, one.seconds)).toFixed(2)}` : '';
    process.stdout.write(`scaling: ${name}: ${one.seconds.toFixed(2)} s, ${ratio}${most}\n`);
  }
}

/** How many times the work of one command two of them do at once, which share nothing but the machine. */
async function mostPossible(study: string, set: readonly string[], seconds: number): Promise<number> {
  const both = await Promise.all([run(study, set, 1), run(study, set, 1)]);
  return (2 * seconds) / Math.max(...both.map((each) => each.seconds));
}

interface Outcome {
  readonly seconds: number;
  readonly summary: string;
}

async function run(study: string, set: readonly string[], jobs: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'cevns-race-'));
  try {
    const args = [command, 'run', join(home, 'pipelines', study), '--jobs', String(jobs), '--quiet'];
    const places = ['--store', join(folder, 'store'), '--out', join(folder, 'results')];
    const before = performance.now();
    const running = spawn(process.execPath, [...args, ...places, ...set.flatMap((each) => ['--set', each])], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    running.stderr.on('data', (text) => {
      stderr += text;
    });
    const [status] = await once(running, 'close');
    const seconds = (performance.now() - before) / 1000;
    if (status !== 0) throw new Error(`scaling: status ${status}: ${stderr.slice(-1000)}`);
    return { seconds, summary: readFileSync(join(folder, 'results/summary.json'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
