import type { CouplingSet } from '../couplings/couplings.ts';
import type { Polynomial } from '../couplings/polynomial.ts';
import type { LeptonFlavour, NeutrinoFlavour } from '../flavours.ts';
import type { FluxMoments } from '../flux-moments.ts';
import type { FormFactor } from '../form-factors/form-factor.ts';
import type { Nucleus } from '../nuclei.ts';

/** A nucleus with what a neutrino sees of it. */
export interface TargetNucleus extends Nucleus {
  /** Number of neutrons, A - Z. */
  readonly N: number;
  readonly nuclearMassMeV: number;
  readonly protonFormFactor: FormFactor;
  readonly neutronFormFactor: FormFactor;
  /** Both at some recoil energies, where they are known already: all parts of an amplitude there have the same. */
  readonly formFactorsAt?: FormFactorsAt;
}

/** Form factors of a nucleus at recoil energies T in MeV. */
export interface FormFactorsAt {
  readonly recoilEnergyMeV: Float64Array;
  readonly proton: Float64Array;
  readonly neutron: Float64Array;
}

/** A parameter that multiplies templates: the rate is a polynomial in it. */
export interface CouplingDefinition {
  /** Where fits start; for what lies beyond the Standard Model the value without effect, unless the settings give another. */
  readonly value: number;
  /** Unit as results print it, `mu_B` or `cm^2`; absent where the parameter is a bare number. */
  readonly unit?: string;
  readonly description: string;
}

/** A parameter that changes the shape of templates, such as the mass of a mediator. Its value is the setting of the same name. */
export interface ShapeDefinition {
  /** Internal unit of its values: `MeV`, `fm`, `eV^2`. */
  readonly unit: string;
  /** The dimension of its quantity in the study language. */
  readonly quantity: string;
  /** Spacing of the knots between which templates are interpolated. */
  readonly scale: 'linear' | 'log';
  /** Knots with which quintic interpolation follows the templates to 1e-6 of their largest value over a range. */
  knots(from: number, to: number): number;
  readonly description: string;
}

/**
 * Part of the coherent vector amplitude of a nucleus at recoil energies T in MeV; all parts interfere.
 *
 * Unit: cm MeV^-1/2, such that dsigma/dT = K(T) |sum of coefficient times amplitude|^2 with
 * K = 2 - 2 T/E - M T/E^2 + T^2/E^2. The contact amplitude of the protons is G_F hbar c sqrt(M / (2 pi)) Z F_p(q).
 */
export type VectorAmplitude = (target: TargetNucleus, recoilEnergyMeV: Float64Array, out: Float64Array) => void;

/** The neutrinos that a rate is averaged over. */
export interface NeutrinoBeam {
  /** Of the spectrum normalised to one. */
  readonly moments: FluxMoments;
  readonly antineutrino: boolean;
}

/** A part of dsigma/dT that interferes with no vector amplitude, averaged over a normalised spectrum, in cm^2/MeV. */
export type RateTemplate = (
  target: TargetNucleus,
  beam: NeutrinoBeam,
  recoilEnergyMeV: Float64Array,
  out: Float64Array,
) => void;

/** A polynomial for each flavour that the neutrino leaves with; different ones do not interfere. */
export type FinalFlavours = Readonly<Partial<Record<LeptonFlavour, Polynomial>>>;

/** A part of the vector or axial amplitude of scattering on a free electron, relative to the contact interaction. */
export interface ElectronAmplitude {
  readonly coupling: 'vector' | 'axial';
  /** Dependence on the recoil energy in MeV of the electron; 1 for a contact interaction. */
  propagator(recoilEnergyMeV: number): number;
}

/** A part of dsigma/dT of a free electron that interferes with no amplitude, averaged over a normalised spectrum, in cm^2/MeV. */
export type ElectronTemplate = (beam: NeutrinoBeam, recoilEnergyMeV: Float64Array, out: Float64Array) => void;

/** What a term does to scattering on atomic electrons. */
export interface ElectronInteraction<Settings extends object> {
  /** Parts by name; those of equal names are one. */
  amplitudes?(settings: Settings): Readonly<Record<string, ElectronAmplitude>>;
  coefficients?(
    flavour: NeutrinoFlavour,
    settings: Settings,
    couplings: CouplingSet,
  ): Readonly<Record<string, FinalFlavours>>;
  templates?(settings: Settings): Readonly<Record<string, ElectronTemplate>>;
  weights?(flavour: NeutrinoFlavour, settings: Settings, couplings: CouplingSet): Readonly<Record<string, Polynomial>>;
}

/** What a term needs to judge whether it is used where it holds. */
export interface Circumstances {
  readonly nuclei: readonly Nucleus[];
  /** Highest neutrino energy of the source, MeV. */
  readonly endPointMeV: number;
}

/**
 * A term of the interaction between neutrinos and nuclei, as a module exports it under the name `interaction`.
 *
 * dsigma/dT = K(T) sum over final flavours |sum_j w_j(theta) b_j(T)|^2 + sum_k w_k(theta) t_k(T): amplitudes b_j and templates t_k belong
 * to the nucleus and are computed once; coefficients and weights are polynomials in the parameters theta.
 * Settings are what a study writes beside the name of the term, in internal units.
 */
export interface Interaction<Settings extends object = Record<never, never>> {
  /** Paper and equation that the formula is from. */
  readonly source: string;
  /** Parameters of the polynomials; a setting of the same name gives the value of one that a study does not free. */
  parameters(settings: Settings, couplings: CouplingSet): Readonly<Record<string, CouplingDefinition>>;
  /** Parameters that templates are not polynomials in; none unless given. */
  shapes?(settings: Settings): Readonly<Record<string, ShapeDefinition>>;
  /** Parts of the vector amplitude by name; `p` and `n` are the contact amplitudes of protons and neutrons, equal names are one part. */
  amplitudes?(settings: Settings): Readonly<Record<string, VectorAmplitude>>;
  coefficients?(
    flavour: NeutrinoFlavour,
    settings: Settings,
    couplings: CouplingSet,
  ): Readonly<Record<string, FinalFlavours>>;
  /** Parts of the rate by name, unique to the term. */
  templates?(settings: Settings): Readonly<Record<string, RateTemplate>>;
  weights?(flavour: NeutrinoFlavour, settings: Settings, couplings: CouplingSet): Readonly<Record<string, Polynomial>>;
  /** Scattering on electrons, where the term has it. */
  readonly electron?: ElectronInteraction<Settings>;
  /** Sentences for the reader of a result where the term is used outside its range of validity. */
  warnings?(settings: Settings, circumstances: Circumstances): readonly string[];
}
