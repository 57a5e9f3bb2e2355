import { quenching as constant } from '@cevns/detectors/quenching/constant';
import { quenching as lindhard } from '@cevns/detectors/quenching/lindhard';
import { quenching as modifiedLindhard } from '@cevns/detectors/quenching/modified-lindhard';
import { quenching as polynomial } from '@cevns/detectors/quenching/polynomial';
import type { QuenchingModel } from '@cevns/detectors/quenching/quenching';
import { quenching as tabulated } from '@cevns/detectors/quenching/tabulated';

/** Quenching models by name. What they need of files is not read here. */
export const QUENCHINGS: Readonly<Record<string, QuenchingModel<never>>> = {
  constant,
  lindhard,
  'modified-lindhard': modifiedLindhard,
  polynomial,
  tabulated,
};
