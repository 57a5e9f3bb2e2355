/** A shell of an atom. */
export interface Shell {
  readonly bindingEnergyMeV: number;
  readonly electrons: number;
}

const MEV_PER_EV = 1e-6;

/**
 * Electrons and their binding energy in eV, `electrons x energy`, from the innermost shell out; subshells of one energy are together.
 *
 * Energies: absorption edges of xraylib 4 (T. Schoonjans et al., Spectrochim. Acta B 66 (2011) 776); first ionisation energies (NIST Atomic Spectra
 * Database) for outermost electrons that it has no edge for. Numbers of electrons: F. Biggs, L. B. Mendelsohn, J. B. Mann, At. Data Nucl. Data
 * Tables 16 (1975) 201. In a solid the outermost shells are bands; their energies, some 10 eV and below, are no better than that.
 */
const TABLE = {
  H: '1 x 13.6',
  He: '2 x 24.6',
  Li: '2 x 54.8, 1 x 5.3',
  B: '2 x 188, 2 x 12.6, 1 x 4.7',
  C: '2 x 283.8, 2 x 18, 2 x 6.4',
  N: '2 x 401.6, 2 x 24.4, 3 x 9.2',
  O: '2 x 532, 2 x 28.5, 4 x 7.1',
  F: '2 x 685.4, 2 x 34, 5 x 8.6',
  Ne: '2 x 870.1, 2 x 48.5, 2 x 21.7, 4 x 21.6',
  Na: '2 x 1072.1, 2 x 63.3, 6 x 31.1, 1 x 0.7',
  Mg: '2 x 1305, 2 x 89.4, 6 x 51.4, 2 x 2.1',
  Al: '2 x 1559.6, 2 x 117.7, 2 x 73.2, 4 x 72.7, 1 x 5.5, 2 x 0.7',
  Si: '2 x 1838.9, 2 x 148.7, 2 x 99.5, 4 x 98.9, 2 x 7.6, 2 x 3',
  S: '2 x 2472, 2 x 229.2, 2 x 165.4, 4 x 164.2, 2 x 15.8, 4 x 8',
  Cl: '2 x 2822.4, 2 x 270.2, 2 x 201.6, 4 x 200, 2 x 17.5, 5 x 6.8',
  Ar: '2 x 3206, 2 x 326.3, 2 x 250.7, 4 x 248.6, 2 x 29.2, 2 x 15.9, 4 x 15.8',
  K: '2 x 3607.4, 2 x 377.1, 2 x 296.3, 4 x 293.6, 2 x 33.9, 6 x 17.8, 1 x 4.34',
  Ca: '2 x 4038.1, 2 x 437.8, 2 x 350, 4 x 346.4, 2 x 43.7, 6 x 25.4, 2 x 6.11',
  Fe: '2 x 7112, 2 x 846.1, 2 x 721.1, 4 x 708.1, 2 x 92.9, 6 x 54, 2 x 7.9, 6 x 3.6',
  Cu: '2 x 8978.9, 2 x 1096.1, 2 x 951, 4 x 931.1, 2 x 119.8, 6 x 73.6, 1 x 7.73, 10 x 1.6',
  Zn: '2 x 9658.6, 2 x 1193.6, 2 x 1042.8, 4 x 1019.7, 2 x 135.9, 6 x 86.6, 2 x 9.39, 10 x 8.1',
  Ga: '2 x 10367.1, 2 x 1297.7, 2 x 1142.3, 4 x 1115.4, 2 x 158.1, 2 x 106.8, 4 x 102.9, 10 x 17.4, 2 x 1.5, 1 x 0.8',
  Ge: '2 x 11103.1, 2 x 1414.3, 2 x 1247.8, 4 x 1216.7, 2 x 180, 2 x 127.9, 4 x 120.8, 10 x 28.7, 2 x 5, 2 x 2.3',
  As: '2 x 11866.7, 2 x 1526.5, 2 x 1358.6, 4 x 1323.1, 2 x 203.5, 2 x 146.4, 4 x 140.5, 10 x 41.2, 2 x 8.5, 3 x 2.5',
  Br: '2 x 13473.7, 2 x 1782, 2 x 1596, 4 x 1549.9, 2 x 256.5, 2 x 189.3, 4 x 181.5, 4 x 70.1, 6 x 69, 2 x 27.3, 2 x 5.2, 3 x 4.6',
  Kr: '2 x 14325.6, 2 x 1921, 2 x 1727.2, 4 x 1674.9, 2 x 292.1, 2 x 221.8, 4 x 214.5, 4 x 95, 6 x 93.8, 2 x 27.5, 2 x 14.7, 4 x 14',
  Mo: '2 x 19999.5, 2 x 2865.5, 2 x 2625.1, 4 x 2520.2, 2 x 504.6, 2 x 409.7, 4 x 392.3, 4 x 230.3, 6 x 227, 2 x 61.8, 6 x 34.8, 1 x 7.09, 5 x 1.8',
  Cd: '2 x 26711.2, 2 x 4018, 2 x 3727, 4 x 3537.5, 2 x 770.2, 2 x 650.7, 4 x 616.5, 4 x 410.5, 6 x 403.7, 2 x 107.6, 6 x 66.9, 10 x 9.3, 2 x 2.2',
  In: '2 x 27939.9, 2 x 4237.5, 2 x 3938, 4 x 3730.1, 2 x 825.6, 2 x 702.2, 4 x 664.3, 4 x 450.8, 6 x 443.1, 2 x 121.9, 6 x 77.4, 10 x 16.2, 1 x 0.8, 2 x 0.1',
  Te: '2 x 31813.8, 2 x 4939.2, 2 x 4612, 4 x 4341.4, 2 x 1006, 2 x 869.7, 4 x 818.7, 4 x 582.5, 6 x 572.1, 2 x 168.3, 6 x 110.2, 10 x 39.8, 2 x 11.6, 4 x 2.3',
  I: '2 x 33169.4, 2 x 5188.1, 2 x 4852.1, 4 x 4557.1, 2 x 1072.1, 2 x 930.5, 4 x 874.6, 4 x 631.3, 6 x 619.4, 2 x 186.4, 6 x 122.7, 10 x 49.6, 2 x 13.6, 5 x 3.3',
  Xe: '2 x 34564.4, 2 x 5452.8, 2 x 5103.7, 4 x 4782.2, 2 x 1148.7, 2 x 1002.1, 4 x 940.6, 4 x 689.4, 6 x 676.7, 2 x 213.3, 6 x 145.5, 4 x 69.5, 6 x 67.5, 2 x 23.4, 2 x 13.4, 4 x 12.1',
  Cs: '2 x 35984.6, 2 x 5714.3, 2 x 5359.4, 4 x 5011.9, 2 x 1217.1, 2 x 1065, 4 x 997.6, 4 x 739.5, 6 x 725.5, 2 x 230.8, 2 x 172.3, 4 x 161.6, 4 x 78.8, 6 x 76.5, 2 x 22.7, 2 x 13.1, 4 x 11.4, 1 x 3.89',
  Ba: '2 x 37440.6, 2 x 5988.8, 2 x 5623.6, 4 x 5247, 2 x 1292.8, 2 x 1136.7, 4 x 1062.2, 4 x 796.1, 6 x 780.7, 2 x 253, 2 x 191.8, 4 x 179.7, 4 x 92.5, 6 x 89.9, 2 x 29.1, 2 x 16.6, 4 x 14.6, 2 x 5.21',
  La: '2 x 38924.6, 2 x 6266.3, 2 x 5890.6, 4 x 5482.7, 2 x 1361.3, 2 x 1204.4, 4 x 1123.4, 4 x 848.5, 6 x 831.7, 2 x 270.4, 2 x 205.8, 4 x 191.4, 10 x 98.9, 2 x 32.3, 6 x 14.4, 3 x 5.58',
  Gd: '2 x 50239.1, 2 x 8375.6, 2 x 7930.3, 4 x 7242.8, 2 x 1880.8, 2 x 1688.3, 4 x 1544, 4 x 1217.2, 6 x 1185.2, 2 x 375.8, 2 x 288.5, 4 x 270.9, 10 x 140.5, 2 x 36.1, 6 x 20.3, 3 x 6.15, 7 x 0.1',
  W: '2 x 69525, 2 x 12099.8, 2 x 11544, 4 x 10206.8, 2 x 2819.6, 2 x 2574.9, 4 x 2281, 4 x 1871.6, 6 x 1809.2, 2 x 595, 2 x 491.6, 4 x 425.3, 4 x 258.8, 6 x 245.4, 2 x 77.1, 2 x 46.8, 6 x 37.9, 8 x 35.8, 4 x 35.6, 2 x 7.86, 4 x 6.1',
  Pb: '2 x 88004.5, 2 x 15860.8, 2 x 15200, 4 x 13035.2, 2 x 3850.7, 2 x 3554.2, 4 x 3066.4, 4 x 2585.6, 6 x 2484, 2 x 893.6, 2 x 763.9, 4 x 644.5, 4 x 435.2, 6 x 412.9, 2 x 147.3, 6 x 141.2, 8 x 136.3, 2 x 104.8, 4 x 83, 4 x 21.8, 6 x 19.2, 2 x 3.1, 2 x 0.7',
  Bi: '2 x 90525.9, 2 x 16387.5, 2 x 15711.1, 4 x 13418.6, 2 x 3999.1, 2 x 3696.3, 4 x 3176.9, 4 x 2687.6, 6 x 2579.6, 2 x 938.2, 2 x 805.3, 4 x 678.9, 4 x 463.6, 6 x 440, 6 x 162.4, 2 x 159.3, 8 x 157.1, 2 x 116.8, 4 x 93, 4 x 26.5, 6 x 24.4, 2 x 8, 3 x 2.7',
} as const;

/** Shells of neutral atoms in the ground state by symbol. */
export const SHELLS: Readonly<Record<string, readonly Shell[]>> = Object.fromEntries(
  Object.entries(TABLE).map(([symbol, text]) => [symbol, text.split(', ').map(shell)]),
);

function shell(text: string): Shell {
  const [electrons, energy] = text.split(' x ').map(Number);
  return { bindingEnergyMeV: MEV_PER_EV * energy!, electrons: electrons! };
}
