import { type DetectorSection, type InternalStudy, modelOf, termOf, type VariedPart } from './internal-study.ts';
import { ELECTRON_SCATTERING, observesRecoils, recoilObservableOf, shapedBackgrounds, shapeIn } from './names.ts';
import { QUENCHING } from './quenching-parameters.ts';
import type { StudyProblems } from './study-problems.ts';

/** What stages get of the quenching where the energy of the recoil itself is observed: E = T. */
const ITSELF: VariedPart = { model: 'constant', factor: 1 };

/** Smearings of electrons that are set free or of quanta that they give: their energies are electron-equivalent. */
const OF_ELECTRONS: readonly string[] = ['fano'];

/**
 * The detector with its quenching, and with that of a scale where bins are in keVnr: the energy of the recoil itself. A study that has keVnr and a quenching
 * would mean one of the two; `constant` with the factor 1 says the same as none.
 */
export function withQuenching(detector: DetectorSection, problems: StudyProblems): DetectorSection {
  const { quenching } = detector as Partial<DetectorSection>;
  if (!observesRecoils(detector)) {
    if (quenching !== undefined) return detector;
    problems.atKey(['detector'], 'E303', {
      message: '`detector` lacks the key `quenching`',
      expected: '`quenching:` of nuclear recoils, such as `lindhard`; bins of an energy in keVnr need none',
    });
    return { ...detector, quenching: ITSELF };
  }
  if (quenching !== undefined && !isItself(quenching)) {
    problems.atKey(['detector', 'quenching'], 'E606', {
      message: 'the bins are in keVnr, the energy of the recoil itself, and this quenching leads to another scale',
      expected: 'no `quenching:`, or bins in keVee',
    });
  }
  return { ...detector, quenching: ITSELF };
}

function isItself(quenching: object): boolean {
  const { model, factor, ...others } = quenching as Readonly<Record<string, unknown>>;
  return model === 'constant' && factor === 1 && Object.keys(others).length === 0;
}

/** That nothing leaves electron-equivalent energy in a detector whose scale is that of nuclear recoils: where it would be seen is not said. */
export function checkRecoilEnergies(
  { inputs, detector, parameters = {} }: InternalStudy,
  problems: StudyProblems,
): void {
  if (!observesRecoils(detector)) return;
  for (const [name, { of }] of Object.entries(parameters)) {
    if (of?.startsWith(QUENCHING) !== true) continue;
    problems.at(['parameters', name, 'of'], 'E606', {
      message: 'the bins are in keVnr, and nothing is quenched',
      expected: 'a parameter of something else, or bins in keVee',
    });
  }
  const expected = 'bins in keVee and a `quenching:` of the recoils (factor 1 where all heat is measured)';
  const smearing = modelOf(detector.smearing);
  if (OF_ELECTRONS.includes(smearing)) {
    problems.at(['detector', 'smearing'], 'E606', {
      message: `the smearing \`${smearing}\` is that of an electron-equivalent energy, and the bins are in keVnr`,
      expected: `\`gaussian\` in keVnr or \`none\`; or ${expected}`,
    });
  }
  inputs.interaction.terms.forEach((term, i) => {
    if (termOf(term).name !== ELECTRON_SCATTERING) return;
    problems.at(['inputs', 'interaction', 'terms', String(i)], 'E606', {
      message: 'electrons leave electron-equivalent energy, and the bins are in keVnr: where they are seen is not said',
      expected: `nuclear recoils alone; or ${expected}`,
    });
  });
  const { name } = recoilObservableOf(detector);
  for (const [background, section] of shapedBackgrounds(detector)) {
    const shape = shapeIn(section, name);
    if (shape === undefined || modelOf(shape) !== 'argon-39') continue;
    problems.at(['detector', 'backgrounds', background, name], 'E606', {
      message: '39Ar is a spectrum of electron-equivalent energy, and the bins are in keVnr',
      expected: `a shape in keVnr; or ${expected}`,
    });
  }
}
