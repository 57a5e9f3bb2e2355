import { afterEach, beforeEach, expect, test } from 'vitest';
import { head, StudyFolder } from './testing/study-folder.ts';

let folder: StudyFolder;
beforeEach(() => {
  folder = new StudyFolder();
});
afterEach(() => folder.remove());

test('three errors in one file give exactly three problems', async () => {
  const text = 'study: s\nbaselin: 19.3 m\nexposure: 3.2e23 PTO\ndetector: { use: detectors/cis }\n';
  expect(await folder.problemsOf(text)).toMatchObject([
    { code: 'E302', line: 2, column: 1, suggestion: 'baseline' },
    { code: 'E402', line: 3, column: 11, suggestion: '3.2e23 POT' },
    { code: 'E201', line: 4, column: 18 },
  ]);
});

test.each([
  ['missing key', 'study: s\n', ['E303 1:1']],
  ['missing keys of a part', `${head}detector: {}\n`, ['E303 3:1', 'E303 3:1']],
  ['wrong dimension', 'study: s\nbaseline: 19.3 kg\n', ['E403 2:11']],
  ['missing unit', 'study: s\nbaseline: 19.3\n', ['E401 2:11']],
  ['list for a quantity', 'study: s\nbaseline: [19.3 m]\n', ['E301 2:11']],
  ['key without a value', 'study: s\nbaseline:\n', ['E301 2:10']],
  ['negative mass', `${head}detector: { mass: -1 kg, quenching: none }\n`, ['E406 3:19']],
  ['keVee for keVnr', `${head}detector: { mass: 1 kg, quenching: none, threshold: 6.5 keVee }\n`, ['E404 3:53']],
  ['wrong type', 'study: 5\nbaseline: 1 m\n', ['E301 1:8']],
  ['top level is a list', '- 1\n', ['E301 1:1']],
  ['number too small', `${head}points: 1\n`, ['E305 3:9']],
  ['too few items', `${head}bins: []\n`, ['E306 3:7']],
  ['item twice', `${head}names: [a, b, a]\n`, ['E306 3:15']],
  ['name of a key', `${head}names: { A1: 1 }\n`, ['E307 3:10']],
  ['name of a key that a definition describes', `${head}labels: { A1: 1, B: 2 }\n`, ['E307 3:11', 'E307 3:18']],
  ['bad item', `${head}bins: [1 PE, 2]\n`, ['E401 3:14']],
  ['unknown model', `${head}detector: { mass: 1 kg, quenching: { model: lindhart, k: 1 } }\n`, ['E304 3:45']],
  ['unknown plain name', `${head}detector: { mass: 1 kg, quenching: nome }\n`, ['E304 3:36']],
  ['missing model', `${head}detector: { mass: 1 kg, quenching: { k: 1 } }\n`, ['E303 3:25']],
  [
    'only the selected model complains',
    `${head}detector: { mass: 1 kg, quenching: { model: lindhard, kk: 1 } }\n`,
    ['E302 3:55'],
  ],
  ['alternatives: misspelt name', `${head}couplings: tree-levl\n`, ['E304 3:12']],
  ['alternatives: the map is meant', `${head}couplings: { gvp: 1, gvm: 2 }\n`, ['E302 3:22']],
  ['alternatives: neither', `${head}couplings: [1]\n`, ['E308 3:12']],
  ['alternatives: the quantity is meant', `${head}onset: 380 nm\n`, ['E403 3:8']],
  ['alternatives: name or quantity', `${head}onset: fre\n`, ['E308 3:8']],
])('%s', async (_, text, expected) => {
  expect(await folder.placesOf(text)).toEqual(expected);
});

test.each([
  ['study: s\nbaseline:\n', '`baseline` has no value', 'a length such as `19.3 m` or `1.2 km`'],
  ['study: s\nbaseline: [19.3 m]\n', '`baseline` cannot be a list', 'a length such as `19.3 m` or `1.2 km`'],
  [
    `${head}range: 8 - 60 PE\n`,
    '`range` cannot be the text `8 - 60 PE`',
    'a list of 2 items, each a number of photoelectrons such as `8 PE` or `60 PE`',
  ],
  [`${head}table: fit.txt\n`, '`table` cannot be the text `fit.txt`', 'name of a file, ending in `.csv`'],
])('%j is answered with what is due', async (text, message, expected) => {
  expect(await folder.problemsOf(text)).toMatchObject([{ message, expected }]);
});

test('misspelt names come with the nearest one', async () => {
  expect(await folder.problemsOf(`${head}couplings: tree-levl\n`)).toMatchObject([{ suggestion: 'tree-level' }]);
  expect(await folder.problemsOf(`${head}onset: fre\n`)).toMatchObject([{ suggestion: 'free' }]);
  expect(await folder.problemsOf(`${head}detector: { mass: 1 kg, quenching: { model: lindhart } }\n`)).toMatchObject([
    { suggestion: 'lindhard', expected: 'one of `none`, `polynomial`, `lindhard`' },
  ]);
});

test.each([
  ['prior: gaussian', 'normal'],
  ['prior: Gaussian', 'normal'],
  ['varies: quenching', 'detector.quenching'],
  ['terms: standard-model', '[standard-model]'],
  ['bins: 8 PE', '[8 PE]'],
  ['data: { kind: asimov }', 'data: asimov'],
  ['names: { My Names: 1 }', 'my-names'],
])('%s is answered with what it means', async (line, suggestion) => {
  expect(await folder.problemsOf(`${head}${line}\n`)).toMatchObject([{ suggestion }]);
});

test('what names must look like is said in words', async () => {
  const [problem] = await folder.problemsOf(`${head}names: { A1: 1 }\n`);
  expect(problem).toMatchObject({ code: 'E307', expected: 'small letters and `-`' });
  expect(problem).not.toHaveProperty('suggestion');
});

test('of a long list of names the nearest are shown, and how to see all', async () => {
  expect(await folder.problemsOf(`${head}shape: helm-rsm\n`)).toMatchObject([
    { expected: 'one of `helm-rms`, `helm`, `unity`, … (cevns list form-factors)' },
  ]);
});
