import { afterEach, beforeEach, expect, test } from 'vitest';
import { head, StudyFolder } from './testing/study-folder.ts';

let folder: StudyFolder;
beforeEach(() => {
  folder = new StudyFolder();
});
afterEach(() => folder.remove());

test('--set overrides the study and what it uses', async () => {
  const text = `${head}detector: { use: detectors/csi }\n`;
  const { study, document } = await folder.load(
    text,
    'baseline=28 m',
    'detector.mass=2 kg',
    'bins=[8 PE, 60 PE]',
    'bins.1=50 PE',
  );
  expect(study).toMatchObject({ baseline: '28 m', detector: { mass: '2 kg', title: 'CsI' }, bins: ['8 PE', '50 PE'] });
  expect(document.at(['detector', 'mass'])).toMatchObject({ file: '--set detector.mass', line: 1, column: 15 });
  const item = await folder.load(text, 'detector.quenching.coefficients.1=7');
  expect(item.study).toMatchObject({ detector: { quenching: { model: 'polynomial', coefficients: [1, 7] } } });
});

test('--set replaces what it names: a name by a map, an entry by another, a part by an entry, a key by nothing', async () => {
  const inline = `${head}detector: { mass: 1 kg, quenching: none, title: t }\n`;
  expect((await folder.load(inline, 'detector.quenching={model: lindhard, k: 0.2}')).study).toHaveProperty(
    'detector.quenching.k',
  );
  expect((await folder.load(inline, 'detector.use=detectors/csi')).study).toMatchObject({
    detector: { mass: '14.6 kg' },
  });
  expect((await folder.load(inline, 'detector.title=null')).study).not.toHaveProperty('detector.title');
  folder.entry('detectors/ar', 'mass: 24 kg\nquenching: none\n');
  const used = `${head}detector: { use: detectors/csi, title: mine }\n`;
  expect((await folder.load(used, 'detector.use=detectors/ar')).study).toMatchObject({
    detector: { mass: '24 kg', title: 'mine', quenching: 'none' },
  });
  const whole = await folder.load(used, 'detector.quenching={model: polynomial, coefficients: [5]}');
  expect(whole.study).toHaveProperty('detector.quenching', { model: 'polynomial', coefficients: [5] });
  expect((await folder.load(used, 'detector.title=null')).study).not.toHaveProperty('detector.title');
});

test.each([
  ['baselin=28 m', 'E502', 1, 'baseline'],
  ['detector.mas=28 kg', 'E502', 10, 'mass'],
  ['detector.quenching.coefficients.7=1', 'E502', 33, undefined],
  ['bins.7=1 PE', 'E502', 6, undefined],
  ['nothing.at.all=1', 'E502', 1, undefined],
  ['baseline=28 km/h', 'E403', 10, undefined],
  ['baseline=28 meter', 'E402', 10, '28 m'],
  ['detector.use=detectors/cis', 'E201', 14, 'detectors/csi'],
  ['baseline', 'E501', 9, undefined],
  ['baseline=', 'E501', 10, undefined],
  ['.a=1', 'E501', 1, undefined],
  ['bins=[1 PE', 'E111', 6, undefined],
  ['detector.nothing=null', 'E502', 10, undefined],
] as const)('--set %s is refused with a place in the argument', async (set, code, column, suggestion) => {
  const problems = await folder.problemsOf(`${head}bins: [1 PE]\ndetector: { use: detectors/csi }\n`, set);
  expect(problems.map((p) => [p.code, p.line, p.column, p.suggestion])).toEqual([[code, 1, column, suggestion]]);
  expect(problems[0]?.file).toBe(`--set ${set.split('=')[0]}`);
  expect(problems[0]?.frame).toContain(set);
});
