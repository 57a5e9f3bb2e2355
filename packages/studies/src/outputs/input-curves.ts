import type { EfficiencyModel } from '@cevns/detectors/efficiency/efficiency';
import type { QuenchingModel } from '@cevns/detectors/quenching/quenching';
import { type NumericTable, readNumericTable } from '@cevns/detectors/tables/csv';
import { HBAR_C_MEV_FM } from '@cevns/physics/constants';
import { evaluatePolynomial } from '@cevns/physics/couplings/polynomial';
import type { FormFactor } from '@cevns/physics/form-factors/form-factor';
import { isotopeName } from '@cevns/physics/nuclei';
import type { CurvesFigure } from '@cevns/plotting/figures/curves';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { Spectrum } from '@cevns/sources/spectra/spectrum';
import { type FluxParameters, speciesFluxes } from '../stages/flux-species.ts';
import type { SpeciesWeights } from '../stages/prediction.ts';
import type { ResponseParameters } from '../stages/response.ts';
import { formFactorsOf, type TargetParameters, targetNucleus } from '../stages/target-nucleus.ts';

/** Inputs of a study that a figure can show. */
export type ShownInput = 'flux' | 'recoil' | 'form-factor' | 'quenching' | 'efficiency';

export interface InputCurvesParameters {
  readonly shows: ShownInput;
  /** Title and unit of the variable of an efficiency. */
  readonly variable?: {
    readonly label: string;
    readonly unit: string;
    readonly from: number;
    readonly to: number;
    /** What a unit of the axis is in the unit of the model. */
    readonly perUnit: number;
  };
  /** Highest recoil energy of a quenching, in keVnr. */
  readonly highestRecoilKeV?: number;
  /** Of the stage that uses the input. */
  readonly own: object;
}

type Curve = CurvesFigure['curves'][number];

const POINTS = 240;
const MEV_PER_KEV = 1e-3;

/**
 * Curves of what a study puts in: the neutrino flux, form factors, quenching, or efficiency, with the parameters and modules of the stages that use them.
 *
 * Output `curves`: the description of a figure.
 *
 * @throws Error for a flux of lines alone, which has no density
 */
export function run(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as InputCurvesParameters;
  const drawn = {
    flux: fluxCurves,
    recoil: recoilCurves,
    'form-factor': formFactorCurves,
    quenching: quenchingCurve,
    efficiency: efficiencyCurve,
  } as const;
  return { curves: { json: drawn[settings.shows](settings, context) as never } };
}

function evenly(from: number, to: number, points = POINTS): number[] {
  return Array.from({ length: points + 1 }, (_, i) => from + ((to - from) * i) / points);
}

/** How figures write the flavours of a source. */
const FLAVOURS: Readonly<Record<string, string>> = {
  nue: 'ν_{e}',
  numu: 'ν_{μ}',
  nutau: 'ν_{τ}',
  nuebar: 'ν\u0304_{e}',
  numubar: 'ν\u0304_{μ}',
  nutaubar: 'ν\u0304_{τ}',
};

/** Fluence per energy of every flavour at the detector, without oscillation; a line is an upright stroke whose name says what it stands for. */
function fluxCurves({ own }: InputCurvesParameters, { modules, inputs }: StageContext): CurvesFigure {
  const { oscillation: _, ...without } = own as FluxParameters & object;
  const { source } = modules as { readonly source: object };
  const species = speciesFluxes(without as FluxParameters, { source } as StageContext['modules'], inputs).map(
    ({ flavour, fluencePerCm2, spectrum }) => ({
      label: FLAVOURS[flavour] ?? flavour,
      fluencePerCm2,
      // Species tell no more of a spectrum than templates need; what the source gave is all of it.
      ...(spectrum as Spectrum),
    }),
  );
  const spectra = species.flatMap(({ label, fluencePerCm2, density, endPointMeV }): Curve[] => {
    if (density === null) return [];
    // At the end point itself a spectrum that ends with a step is zero.
    const points = evenly(0, (1 - 1e-9) * endPointMeV).map(
      (energy) => [energy, fluencePerCm2 * density(energy)] as const,
    );
    return [{ label, pieces: [points] }];
  });
  if (spectra.length === 0) throw new Error('the source gives lines alone: there is no spectrum to show');
  const highest = Math.max(...spectra.flatMap(({ pieces }) => pieces.flat().map(([, value]) => value)));
  const lines = species.flatMap(({ label, fluencePerCm2, density, endPointMeV }): Curve[] => {
    if (density !== null) return [];
    const stroke = [
      [endPointMeV, 0],
      [endPointMeV, 1.1 * highest],
    ] as const;
    return [{ label: `${label} line, ${powerOfTen(fluencePerCm2)}\\,cm^{−2}`, pieces: [stroke] }];
  });
  return {
    kind: 'curves',
    x: { label: 'Neutrino energy', unit: 'MeV' },
    y: { label: 'Fluence', unit: 'cm^{−2}\\,MeV^{−1}' },
    curves: [...spectra, ...lines],
  };
}

/** A large number with two digits: 5.8 x 10^14. */
function powerOfTen(value: number): string {
  const [mantissa, exponent] = value.toExponential(1).split('e+');
  return exponent === undefined ? value.toPrecision(2) : `${mantissa}×10^{${exponent}}`;
}

/** What the recoil spectra of a component are made of, as its prediction has it. */
interface RecoilRates {
  readonly weights: readonly SpeciesWeights[];
  /** Values of the free parameters of the interaction. */
  readonly at: Readonly<Record<string, number>>;
}

/** Events per energy over the exposure of every element, before any response. */
function recoilCurves({ own }: InputCurvesParameters, { inputs }: StageContext): CurvesFigure {
  const { weights, at } = own as RecoilRates;
  const energies = inputs.grid!.arrays().recoilEnergiesMeV!.data as Float64Array;
  const spectra = inputs.spectra!.arrays();
  const elements = new Map<string, Float64Array>();
  for (const { species, templates } of weights) {
    for (const [name, { data }] of Object.entries(spectra)) {
      const [of, isotope, ...template] = name.split('/');
      const polynomial = of === species ? templates[template.join('/')] : undefined;
      if (polynomial === undefined) continue;
      const weight = evaluatePolynomial(polynomial, at);
      const element = isotope!.replace(/\d+$/, '');
      const sum = elements.get(element) ?? new Float64Array(energies.length);
      elements.set(element, sum);
      energies.forEach((_, i) => {
        sum[i]! += MEV_PER_KEV * weight * data[i]!;
      });
    }
  }
  // Heavy nuclei end where light ones go on.
  const curves = [...elements].map(([label, sum]) => {
    const points = [...energies].map((energy, i) => [energy / MEV_PER_KEV, sum[i]!] as const);
    const end = points.findLastIndex(([, rate]) => rate > 0);
    return { label, pieces: [points.slice(0, end + 2)] };
  });
  return {
    kind: 'curves',
    x: { label: 'Nuclear recoil energy', unit: 'keV_{nr}' },
    y: { label: 'Events / keV_{nr}', unit: '', scale: 'log' },
    curves,
  };
}

/** |F|^2 of protons and neutrons of the isotopes, the most abundant of each element, up to where the target's nuclei recoil. */
function formFactorCurves({ own }: InputCurvesParameters, { modules, inputs }: StageContext): CurvesFigure {
  const target = own as TargetParameters;
  const factors = formFactorsOf(modules, inputs);
  const perElement = new Map<number, TargetParameters['nuclei'][number]>();
  for (const nucleus of target.nuclei) {
    const known = perElement.get(nucleus.Z);
    if (known === undefined || nucleus.count > known.count) perElement.set(nucleus.Z, nucleus);
  }
  const curves = [...perElement.values()].flatMap((nucleus) => {
    const { protonFormFactor, neutronFormFactor } = targetNucleus(nucleus, target, factors);
    const name = isotopeName(nucleus).replace(/^([A-Z][a-z]?)(\d+)$/, '^{$2}$1');
    const squared = (factor: FormFactor) => [momenta.map((q) => [q, factor(q / HBAR_C_MEV_FM) ** 2] as const)];
    if (target.formFactor.same) return [{ label: name, pieces: squared(neutronFormFactor) }];
    return [
      { label: `${name}, neutrons`, pieces: squared(neutronFormFactor) },
      { label: `${name}, protons`, pieces: squared(protonFormFactor) },
    ];
  });
  return {
    kind: 'curves',
    x: { label: 'Momentum transfer', unit: 'MeV' },
    y: { label: '|F|^{2}', unit: '', from: 0, to: 1.05 },
    curves,
  };
}

const momenta = evenly(0, 150);

function tableOf(part: object, inputs: StageContext['inputs']): { readonly table?: NumericTable } {
  const { table } = part as { readonly table?: string };
  return table === undefined ? {} : { table: readNumericTable(inputs[table]!.text()) };
}

/** A quenching as the stage of its response has it. */
type ShownQuenching = Pick<ResponseParameters, 'quenching' | 'variations'>;

/** Electron-equivalent energy against recoil energy, with its variations: one curve for all nuclei, or one for every element. */
function quenchingCurve(
  { own, highestRecoilKeV = 0 }: InputCurvesParameters,
  { modules, inputs }: StageContext,
): CurvesFigure {
  const recoils = evenly(0, highestRecoilKeV);
  const drawn = (label: string, element: string | undefined, { quenching, variations }: ShownQuenching) => {
    const role = element === undefined ? 'quenching' : `quenching:${element}`;
    const model = (modules[role] as { readonly quenching: QuenchingModel<object> }).quenching;
    const values = (part: object) => {
      const energy = model.prepare(part, tableOf(part, inputs));
      return recoils.map((recoil) => energy(MEV_PER_KEV * recoil));
    };
    return withBand(label, recoils, values(quenching), changesOf(variations, 'quenching', values), element);
  };
  const { elements } = own as { readonly elements?: readonly (readonly [string, ShownQuenching])[] };
  const all = elements?.map(([element, each]) => drawn(element, element, each)) ?? [
    drawn('Quenching', undefined, own as ShownQuenching),
  ];
  const bands = all.flatMap(({ bands: each = [] }) => each);
  return {
    kind: 'curves',
    x: { label: 'Nuclear recoil energy', unit: 'keV_{nr}' },
    y: { label: 'Electron-equivalent energy', unit: 'keV_{ee}' },
    curves: all.flatMap(({ curves }) => curves),
    ...(bands.length === 0 ? {} : { bands }),
  };
}

/** What each variation of a part changes: up and down. */
function changesOf(
  variations: ResponseParameters['variations'],
  of: 'quenching' | 'efficiency',
  values: (part: object) => readonly number[],
): (readonly [up: readonly number[], down: readonly number[]])[] {
  return Object.values(variations).flatMap(({ part, up, down }) =>
    part === of ? [[values(up), values(down)] as const] : [],
  );
}

/** A curve with the band of one standard deviation: half of what each variation spans, added in quadrature. */
function withBand(
  label: string,
  at: readonly number[],
  nominal: readonly number[],
  changes: readonly (readonly [readonly number[], readonly number[]])[],
  whose?: string,
): Pick<CurvesFigure, 'curves' | 'bands'> {
  const curves = [{ label, pieces: [at.map((x, i) => [x, nominal[i]!] as const)] }];
  if (changes.length === 0) return { curves };
  const points = at.map((x, i) => {
    const width = Math.sqrt(changes.reduce((sum, [up, down]) => sum + ((up[i]! - down[i]!) / 2) ** 2, 0));
    return [x, nominal[i]! - width, nominal[i]! + width] as const;
  });
  return { curves, bands: [{ label: whose === undefined ? '±1σ' : `±1σ, ${whose}`, points }] };
}

/** The probability to keep an event, with its variations as a band. */
function efficiencyCurve({ own, variable }: InputCurvesParameters, { modules, inputs }: StageContext): CurvesFigure {
  const { efficiency, variations } = own as ResponseParameters;
  const { label, unit, from, to, perUnit } = variable!;
  const model = (modules.efficiency as { readonly efficiency: EfficiencyModel<object> }).efficiency;
  const at = evenly(from, to);
  const values = (part: object) => {
    const keeps = model.prepare(part, tableOf(part, inputs));
    return at.map((x) => keeps(perUnit * x));
  };
  const drawn = withBand('Efficiency', at, values(efficiency), changesOf(variations, 'efficiency', values));
  const highest = Math.max(...drawn.curves.flatMap(({ pieces }) => pieces.flat().map(([, value]) => value)));
  return {
    kind: 'curves',
    x: { label, unit },
    y: { label: 'Efficiency', unit: '', from: 0, to: 1.05 * Math.max(1, highest) },
    ...drawn,
  };
}
