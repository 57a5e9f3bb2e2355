// Generated from schemas/1.0/element.json by scripts/assemble-schemas.ts. Do not edit.

/**
 * A catalogue entry: a chemical element with its isotopes.
 */
export interface Element {
  kind: 'element';
  symbol: string;
  Z: number;
  /**
   * @minItems 1
   */
  isotopes: [
    {
      A: number;
      /**
       * Mass of the neutral atom.
       */
      'atomic-mass-u': number;
      /**
       * Fraction of the atoms.
       */
      abundance: number;
      'spin-parity': string;
      /**
       * Rms charge radius; null where it was never measured.
       */
      'charge-radius-fm': number | null;
      'charge-radius-error-fm': number | null;
    },
    ...{
      A: number;
      /**
       * Mass of the neutral atom.
       */
      'atomic-mass-u': number;
      /**
       * Fraction of the atoms.
       */
      abundance: number;
      'spin-parity': string;
      /**
       * Rms charge radius; null where it was never measured.
       */
      'charge-radius-fm': number | null;
      'charge-radius-error-fm': number | null;
    }[]
  ];
  sources: {
    [k: string]: string;
  };
  'made-from'?: {
    [k: string]: string;
  };
}
