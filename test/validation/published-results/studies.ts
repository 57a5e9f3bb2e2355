import { join } from 'node:path';
import type { Summary } from '@cevns/studies/generated/summary';
import type { Flux } from '@cevns/studies/stages/flux';
import { signalOf } from '../../../scripts/experiments/predicted-experiments.ts';
import { type RanVariant, StudyVariants, type Variant } from '../../../scripts/experiments/study-variants.ts';
import { argonCrossSection } from './cross-sections.ts';
import { significanceOfOnOff } from './on-off.ts';

type Result<Kind> = Extract<Summary['analysis'][string], { kind: Kind }>;

const SECONDS_PER_DAY = 86_400;

/** The reaction of an analysis of interactions, in place of what the study has. */
const reactions = (name: string): string[] => [`analysis={cc: {kind: interactions, reactions: [${name}]}}`];

/** The studies that rows need, by a name. */
const variants = {
  'csi-2017': { file: 'experiments/coherent-csi-2017-expected' },
  'csi-2021': { file: 'experiments/coherent-csi-expected' },
  'csi-2017-fits': { file: 'coherent-csi-2017' },
  'csi-fits': { file: 'coherent-csi-2021' },
  'csi-angle': { file: 'coherent-csi-2021-weak-mixing-angle' },
  'lar-fits': { file: 'coherent-lar-2020' },
  'coh-ge': { file: 'experiments/coh-ge' },
  'coh-ar-750': { file: 'experiments/coh-ar-750' },
  'coh-ar-750-inelastic': { file: 'experiments/coh-ar-750', sets: reactions('nue-ar40') },
  'd2o-deuteron': { file: 'experiments/coh-d2o', sets: reactions('nue-d') },
  'd2o-oxygen': { file: 'experiments/coh-d2o', sets: reactions('nue-o16') },
  conus: { file: 'experiments/conus' },
  'conus-210': {
    file: 'experiments/conus',
    sets: ['detector.threshold=210 eVee', 'detector.observables.energy.binning.edges=[0.21, 0.3, 0.5, 1]'],
  },
  nugen: { file: 'experiments/nugen' },
  'red-100': { file: 'experiments/red-100-xe' },
  connie: { file: 'experiments/connie' },
  ill: { file: 'experiments/ricochet', sets: ['inputs.baseline=10 m'] },
  neon: { file: 'experiments/neon', sets: ['region={PE: [4 PE, 11 PE]}'] },
  'nucleus-10g': { file: 'experiments/nucleus-10g' },
  'dresden-8m': { file: 'experiments/dresden-ii', sets: ['inputs.baseline=8 m'] },
} satisfies Readonly<Record<string, Variant>>;

type Name = keyof typeof variants;

/** Computes every row that takes a study. */
export async function studyRows(home: string): Promise<Readonly<Record<string, number>>> {
  const runs = new StudyVariants(home);
  try {
    const names = Object.keys(variants) as Name[];
    const all = Object.values(variants) as readonly Variant[];
    const found = await runs.run(
      all.map(({ file, sets }) => ({ file: join(home, 'pipelines', `${file}.yaml`), sets: sets ?? [] })),
    );
    return rowsOf((name) => found[names.indexOf(name)]!);
  } finally {
    runs.close();
  }
}

function rowsOf(ran: (name: Name) => RanVariant): Readonly<Record<string, number>> {
  const events = (name: Name): number => signalOf(ran(name).summary);
  const fitted = (name: Name, analysis: string) => ran(name).summary.analysis[analysis] as Result<'fit'>;
  const z = (name: Name, analysis: string) => (ran(name).summary.analysis[analysis] as Result<'significance'>).z;
  const csi = fitted('csi-fits', 'strength');
  const inRegion = (912 / 1070) * events('d2o-deuteron');
  const neon = (13.3 / 16.7) * events('neon');
  return {
    'sns.flux-20m': flux(ran('d2o-deuteron'), 10_000 / 24),
    'reactor-brokdorf-001.flux': flux(ran('conus'), 66.68),
    'reactor-brokdorf-002.flux': flux(ran('conus'), 66.68),
    'reactor-kalinin-nugen-002.flux': flux(ran('nugen'), 365.25),
    'reactor-kalinin-red100-002.flux': flux(ran('red-100'), 365.25),
    'reactor-angra-001.flux': flux(ran('connie'), 365.25),
    'reactor-angra-002.flux': flux(ran('connie'), 365.25),
    'reactor-ill.flux': flux(ran('ill'), 365.25),
    'reactor-chooz.flux': flux(ran('nucleus-10g'), 365.25),
    'reactor-hanbit.flux': flux(ran('neon'), 365.25),
    'reactor-dresden.flux': flux(ran('dresden-8m'), 96.4),
    'coherent-csi-2017.predicted': events('csi-2017'),
    'coherent-csi-2017.observed': fitted('csi-2017-fits', 'strength').components.cevns!,
    'coherent-csi-2017.significance': z('csi-2017-fits', 'discovery'),
    'coherent-csi-2021.sin2thetaw': fitted('csi-angle', 'weak-mixing-angle').parameters.sin2_theta_W!.value,
    'coherent-csi-2021.cevns-sm': events('csi-2021'),
    'coherent-csi-2021.cevns-fit': csi.components.cevns!,
    'coherent-csi-2021.ssb-fit': csi.components['steady-state']!,
    'coherent-csi-2021.brn-fit': csi.components.brn!,
    'coherent-csi-2021.nin-fit': csi.components.nin!,
    'coherent-csi-2021.significance': z('csi-fits', 'discovery'),
    'coherent-csi-2021.chi2': csi.statistic,
    'coherent-csi-2021.dof': csi.bins - 1,
    'coherent-ar-2020-a.events': fitted('lar-fits', 'strength').components.cevns!,
    'coherent-ar-2020-a.sigma': (fitted('lar-fits', 'strength').components.cevns! / 128) * argonCrossSection(),
    'coherent-ar-2020.significance-002': z('lar-fits', 'discovery-with-shapes'),
    'coherent-ge.events': events('coh-ge'),
    'coherent-ar-750.cevns': events('coh-ar-750'),
    'coherent-ar-750.inelastic': events('coh-ar-750-inelastic'),
    'coherent-d2o.nue-d': events('d2o-deuteron'),
    'coherent-d2o.nue-o': events('d2o-oxygen'),
    'coherent-d2o.statistical-uncertainty': (100 * Math.sqrt(inRegion + 159 + 293)) / inRegion,
    'conus.limit-run12': 85 / events('conus'),
    'conus.limit-full': (0.34 * 248.7) / events('conus-210'),
    'neon.significance': significanceOfOnOff(neon, 7 * 0.3 * 13.3 * 365.25, 100 / 365.25),
    'reactor.rate-low-threshold': events('nucleus-10g') / 365.25,
    'nucleus-10g.precision': 100 / Math.sqrt(events('nucleus-10g')),
  };
}

/** Neutrinos per cm^2 and s of all flavours, over a time in days. */
function flux({ opened, run }: RanVariant, days: number): number {
  const all = run.artifact(`${opened.name}/flux`, 'flux').json() as unknown as Flux;
  return all.reduce((total, { fluencePerCm2 }) => total + fluencePerCm2, 0) / (days * SECONDS_PER_DAY);
}
