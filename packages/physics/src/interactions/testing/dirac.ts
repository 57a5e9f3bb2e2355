/**
 * Dirac matrices and traces done number by number: an independent way to squared amplitudes, for tests.
 *
 * Metric (+, -, -, -), Dirac representation. Complex numbers are [re, im]; matrices are 4 x 4, row-major.
 */
export type Complex = readonly [number, number];
export type Matrix = readonly Complex[];
export type FourVector = readonly [number, number, number, number];

const METRIC = [1, -1, -1, -1] as const;

export function multiply(...factors: readonly Matrix[]): Matrix {
  return factors.reduce((a, b) =>
    Array.from({ length: 16 }, (_, at): Complex => {
      let re = 0;
      let im = 0;
      for (let k = 0; k < 4; k++) {
        const [ar, ai] = a[(at >> 2) * 4 + k]!;
        const [br, bi] = b[k * 4 + (at & 3)]!;
        re += ar * br - ai * bi;
        im += ar * bi + ai * br;
      }
      return [re, im];
    }),
  );
}

export function combine(...terms: readonly (readonly [Complex, Matrix])[]): Matrix {
  return Array.from({ length: 16 }, (_, at): Complex => {
    let re = 0;
    let im = 0;
    for (const [[cr, ci], matrix] of terms) {
      const [mr, mi] = matrix[at]!;
      re += cr * mr - ci * mi;
      im += cr * mi + ci * mr;
    }
    return [re, im];
  });
}

export function trace(matrix: Matrix): Complex {
  return [0, 5, 10, 15].reduce<Complex>(([re, im], at) => [re + matrix[at]![0], im + matrix[at]![1]], [0, 0]);
}

function fromRows(rows: readonly (readonly (number | 'i' | '-i')[])[]): Matrix {
  return rows.flat().map((entry): Complex => (entry === 'i' ? [0, 1] : entry === '-i' ? [0, -1] : [entry, 0]));
}

export const ONE = fromRows([
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
]);

/** gamma^mu, upper index. */
export const GAMMA: readonly Matrix[] = [
  fromRows([
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, -1, 0],
    [0, 0, 0, -1],
  ]),
  fromRows([
    [0, 0, 0, 1],
    [0, 0, 1, 0],
    [0, -1, 0, 0],
    [-1, 0, 0, 0],
  ]),
  fromRows([
    [0, 0, 0, '-i'],
    [0, 0, 'i', 0],
    [0, 'i', 0, 0],
    ['-i', 0, 0, 0],
  ]),
  fromRows([
    [0, 0, 1, 0],
    [0, 0, 0, -1],
    [-1, 0, 0, 0],
    [0, 1, 0, 0],
  ]),
];

export const GAMMA5 = combine([[0, 1], multiply(GAMMA[0]!, GAMMA[1]!, GAMMA[2]!, GAMMA[3]!)]);

/** (1 - gamma5) / 2. */
export const LEFT = combine([[0.5, 0], ONE], [[-0.5, 0], GAMMA5]);
/** (1 + gamma5) / 2. */
export const RIGHT = combine([[0.5, 0], ONE], [[0.5, 0], GAMMA5]);

/** sigma^{mu nu} = i/2 [gamma^mu, gamma^nu]. */
export function sigma(mu: number, nu: number): Matrix {
  return combine([[0, 0.5], multiply(GAMMA[mu]!, GAMMA[nu]!)], [[0, -0.5], multiply(GAMMA[nu]!, GAMMA[mu]!)]);
}

/** p-slash + m. */
export function slash(p: FourVector, mass = 0): Matrix {
  return combine([[mass, 0], ONE], ...p.map((component, mu) => [[METRIC[mu]! * component, 0], GAMMA[mu]!] as const));
}

/** gamma^0 A^dagger gamma^0. */
export function bar(matrix: Matrix): Matrix {
  const dagger = Array.from({ length: 16 }, (_, at): Complex => {
    const [re, im] = matrix[(at & 3) * 4 + (at >> 2)]!;
    return [re, -im];
  });
  return multiply(GAMMA[0]!, dagger, GAMMA[0]!);
}

/** Pieces of an interaction: coefficient times (ubar' lepton u)(Ubar' nucleus U), Lorentz indices summed by listing them. */
export type Piece = readonly [coefficient: number, lepton: Matrix, nucleus: Matrix];

/** All pieces of a current-current interaction: vector (or axial) index with one lower. */
export function contract(
  coefficient: number,
  lepton: (mu: number) => Matrix,
  nucleus: (mu: number) => Matrix,
): Piece[] {
  return [0, 1, 2, 3].map((mu) => [coefficient * METRIC[mu]!, lepton(mu), nucleus(mu)] as const);
}

/** Pieces of a tensor interaction, both indices summed. */
export function contractTensor(coefficient: number, projector: Matrix): Piece[] {
  const indices = [0, 1, 2, 3];
  return indices.flatMap((mu) =>
    indices.map(
      (nu) => [coefficient * METRIC[mu]! * METRIC[nu]!, multiply(sigma(mu, nu), projector), sigma(mu, nu)] as const,
    ),
  );
}

/**
 * Sum over final spins, average over the target's, of |amplitude|^2 divided by 32 pi M |k|^2: dsigma/dT in MeV^-3 for couplings in MeV^-2.
 *
 * @param pieces of the interaction
 * @param projectileSpins 1 for neutrinos of one helicity, 2 for unpolarised particles
 * @param antiparticle whether the projectile is one: its spinor line runs the other way
 */
export function squaredAmplitude(
  pieces: readonly Piece[],
  kinematics: { energyMeV: number; massMeV: number; targetMassMeV: number; recoilEnergyMeV: number },
  projectileSpins: 1 | 2 = 1,
  antiparticle = false,
): number {
  const { energyMeV: E, massMeV: m, targetMassMeV: M, recoilEnergyMeV: T } = kinematics;
  const k = Math.sqrt(E * E - m * m);
  const out = E - T;
  const after = Math.sqrt(out * out - m * m);
  const recoil = Math.sqrt(T * (T + 2 * M));
  const cosine = (k * k + after * after - recoil * recoil) / (2 * k * after);
  const sine = Math.sqrt(Math.max(0, 1 - cosine * cosine));
  const before: FourVector = [E, 0, 0, k];
  const scattered: FourVector = [out, after * sine, 0, after * cosine];
  const nucleus: FourVector = [M + T, -after * sine, 0, k - after * cosine];
  const sign = antiparticle ? -1 : 1;
  const first = antiparticle ? scattered : before;
  const last = antiparticle ? before : scattered;
  let sum = 0;
  for (const [a, leptonA, nucleusA] of pieces) {
    for (const [b, leptonB, nucleusB] of pieces) {
      const [lr, li] = trace(multiply(slash(last, sign * m), leptonA, slash(first, sign * m), bar(leptonB)));
      const [nr, ni] = trace(multiply(slash(nucleus, M), nucleusA, slash([M, 0, 0, 0], M), bar(nucleusB)));
      sum += a * b * (lr * nr - li * ni);
    }
  }
  return sum / (2 * projectileSpins) / (32 * Math.PI * M * k * k);
}
