import { crossingsMeV } from '@cevns/detectors/quenching/inverse-quenching';
import { recoilGrid } from '@cevns/detectors/recoil-grid';
import { smearSegments } from '@cevns/detectors/resolved-response';
import { collectBins, fold } from '@cevns/detectors/response';
import { smearedBins } from '@cevns/detectors/smeared-bins';
import { smearing } from '@cevns/detectors/smearing/two-phase';
import { warmMs } from './cpu-time.ts';

const xenon = { 'energy-per-electron': 0.0137, 'extraction-efficiency': 0.8, gain: 28, 'single-electron-spread': 0.25 };
const fineEdges = Float64Array.from({ length: 3881 }, (_, i) => 120 + i);
const edges = Float64Array.of(120, 200, 300, 500, 800, 1200, 1800, 2400, 3000, 4000);
const efficiency = (photoelectrons: number): number => 0.9 / (1 + Math.exp(-0.05 * (photoelectrons - 300)));
const quenching = (recoilMeV: number): number => 200 * recoilMeV;

/** Four panels in each of four segments of the recoil grid, up to 5 keVnr: 384 energies. */
const NODES = 24;
const PANELS = 4;
const { recoilEnergiesMeV, weightsMeV } = recoilGrid([0.001, 0.0025, 0.004, 0.005], NODES);
const breakPointsMeV = crossingsMeV(quenching, smearing.breakPointsKeVee!(xenon, fineEdges), 0.005);
const parts = { recoilEnergiesMeV, quenching, nodesPerSegment: NODES, breakPointsMeV };

function inSteps(): Float64Array {
  const into = smearedBins(smearing, xenon, { fineEdges, edges });
  const smeared = smearSegments({ ...parts, smearing: into.smearing, fineEdges: into.smearedEdges }, PANELS);
  return into.collect(smeared, efficiency);
}

function atOnce(): Float64Array {
  const smeared = smearSegments({ ...parts, smearing: smearing.prepare(xenon), fineEdges }, PANELS);
  return collectBins(smeared, fineEdges, edges, efficiency);
}

/**
 * The response of a two-phase xenon detector with an efficiency in photoelectrons, 3880 fine bins of one: by way of the number of electrons, and of every energy
 * into all photoelectrons. CPU time of both when warm.
 *
 * @throws Error if the counts of a falling spectrum in any bin differ by more than 1e-11 of themselves
 */
export async function race(): Promise<void> {
  let response = inSteps();
  const steps = await warmMs(() => {
    response = inSteps();
  }, 40);
  let exact = response;
  const once = await warmMs(() => {
    exact = atOnce();
  }, 2);
  // Of a spectrum that falls over four orders of magnitude.
  const rate = recoilEnergiesMeV.map((recoilMeV) => Math.exp(-recoilMeV / 5e-4));
  const [counts, reference] = [response, exact].map((matrix) => fold(rate, weightsMeV, matrix)) as [
    Float64Array,
    Float64Array,
  ];
  const error = Math.max(...counts.map((count, bin) => Math.abs(count / reference[bin]! - 1)));
  process.stdout.write(
    `two-phase: ${recoilEnergiesMeV.length * PANELS} energies x ${fineEdges.length - 1} photoelectrons: ${steps.toFixed(1)} ms CPU by way of electrons, ` +
      `${once.toFixed(0)} ms at once; counts differ by ${error.toExponential(1)}\n`,
  );
  if (!(error < 1e-11)) throw new Error(`two-phase: expected the same counts, found them off by ${error}`);
}
