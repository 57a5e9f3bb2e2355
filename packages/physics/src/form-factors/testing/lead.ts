import type { Nucleus } from '../../nuclei.ts';

/** A nucleus that every form factor has a density of. Charge radius: Angeli and Marinova (2013). */
export const lead: Nucleus = { symbol: 'Pb', Z: 82, A: 208, chargeRadiusFm: 5.5012 };
