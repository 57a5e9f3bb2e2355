import type { CouplingSet } from './couplings.ts';
import { couplings as erlerSu } from './erler-su.ts';
import { couplings as flavour0381 } from './flavour-0.0381-0.0298.ts';
import { couplings as flavour0382 } from './flavour-0.0382-0.0300.ts';
import { couplings as flavour0401 } from './flavour-0.0401-0.0318.ts';
import { couplings as scholberg } from './scholberg.ts';
import { couplings as treeLevel } from './tree-level.ts';
import { couplings as treeLevelRounded } from './tree-level-0.2387.ts';
import { couplings as treeLevel2022 } from './tree-level-0.23863.ts';
import { couplings as treeLevelZPole } from './tree-level-z-pole.ts';

/**
 * Sets of couplings by the name a study uses. Unlike the other registries this one holds the sets themselves: they are data, which
 * lowering puts into the parameters of a stage as numbers.
 */
export const couplings: Readonly<Record<string, CouplingSet>> = {
  'tree-level': treeLevel,
  'tree-level-0.2387': treeLevelRounded,
  'tree-level-0.23863': treeLevel2022,
  'tree-level-z-pole': treeLevelZPole,
  'erler-su': erlerSu,
  scholberg,
  'flavour-0.0381-0.0298': flavour0381,
  'flavour-0.0382-0.0300': flavour0382,
  'flavour-0.0401-0.0318': flavour0401,
};
