import type { RecoilParameters } from '../stages/recoil.ts';
import type { LoweredInteraction } from './interaction.ts';
import type { InternalStudy } from './internal-study.ts';
import type { LoweredParameters } from './lowered-parameters.ts';
import type { LoweredRegion } from './region.ts';

/** A study whose names are all resolved: what the builders of stages share. */
export interface LoweredStudy {
  readonly study: InternalStudy;
  readonly interaction: LoweredInteraction;
  readonly nuclei: RecoilParameters['nuclei'];
  readonly region: LoweredRegion;
  readonly parameters: LoweredParameters;
  /** What to call a data file: its path in the catalogue, or beside the study. */
  labelOf(file: string): string;
}
