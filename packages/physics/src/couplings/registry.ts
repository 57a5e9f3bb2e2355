/** Sets of couplings by the name a study uses. */
export const couplings = {
  'tree-level': '@cevns/physics/couplings/tree-level',
  'tree-level-0.2387': '@cevns/physics/couplings/tree-level-0.2387',
  'tree-level-z-pole': '@cevns/physics/couplings/tree-level-z-pole',
  scholberg: '@cevns/physics/couplings/scholberg',
  'flavour-0.0381-0.0298': '@cevns/physics/couplings/flavour-0.0381-0.0298',
  'flavour-0.0382-0.0300': '@cevns/physics/couplings/flavour-0.0382-0.0300',
  'flavour-0.0401-0.0318': '@cevns/physics/couplings/flavour-0.0401-0.0318',
} as const;
