import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * The README's main job as a whole process: cold (an empty store) and with nothing changed. Wall time, since a user waits for it.
 *
 * @throws Error if the fitted strength is not 0.8742
 */
export function race(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cevns-race-'));
  const run = (): number => {
    const before = performance.now();
    execFileSync(
      process.execPath,
      [
        join(home, 'packages/cli/bin/cevns.js'),
        'run',
        join(home, 'pipelines/coherent-csi-2021.yaml'),
        ...['--store', join(folder, 'store'), '--out', join(folder, 'results'), '--quiet'],
      ],
      { stdio: 'inherit' },
    );
    return performance.now() - before;
  };
  try {
    const cold = run();
    const unchanged = Math.min(run(), run(), run());
    const { analysis } = JSON.parse(readFileSync(join(folder, 'results/summary.json'), 'utf8'));
    const strength: number = analysis.strength.parameters['cevns-strength'].value;
    if (!(Math.abs(strength - 0.8742) < 0.002)) throw new Error(`main study: expected 0.8742, found ${strength}`);
    process.stdout.write(
      `main study: cold ${(cold / 1000).toFixed(2)} s, unchanged ${(unchanged / 1000).toFixed(2)} s\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
