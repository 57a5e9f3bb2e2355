/** Terms from outside as seen from a folder outside the repository: the example of the documentation, permission, edits, provenance. */
import fs from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documented, OWN_AMPLITUDES, PluginFolder } from './plugin-folder.ts';

const here = new PluginFolder();
afterAll(() => here.remove());
beforeAll(() => here.ok('run', 'nsi.yaml', '--quiet'));
beforeEach(() => {
  here.write('contact-term.ts', documented('ts'));
  fs.rmSync(here.path('trusted.json'), { force: true });
});

/** Largest relative difference between the numbers of a study and those of the built-in term. */
function differenceFromBuiltIn(study: string): number {
  const expected = here.numbers('nsi-study');
  const found = here.numbers(study);
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  expect(expected.size).toBeGreaterThan(10);
  return Math.max(...[...found].map(([path, value]) => relative(value, expected.get(path)!)));
}

function relative(value: number, expected: number): number {
  return Math.abs(value - expected) / Math.max(Math.abs(expected), 1e-6);
}

function prediction(study: string): number {
  return here.numbers(study).get('/prediction/total')!;
}

describe('results are those of the built-in term', () => {
  test('the example of the documentation, whose lines of YAML are in the study', async () => {
    for (const line of documented('yaml')
      .split('\n')
      .filter((each) => each.includes(':'))) {
      const [key] = line.trim().split(':');
      expect(here.read('study.yaml')).toContain(`${key}:`);
    }
    expect(documented('yaml')).toContain('plugins: [./contact-term.ts]');
    await here.ok('run', 'study.yaml', '--allow-plugins', '--quiet');
    // Of a term from outside it is not known that it stays finite at small recoils: its segments are shorter there, and the integral the same.
    expect(differenceFromBuiltIn('plugged')).toBeLessThan(1e-10);
  });

  test('an .mjs with amplitudes of its own, which interfere with those of the Standard Model', async () => {
    here.write('own.mjs', OWN_AMPLITUDES);
    here.write('own.yaml', here.study('own', '{ term: contact, eps: 0.3 }', 'contact', './own.mjs'));
    await here.ok('run', 'own.yaml', '--allow-plugins', '--quiet');
    expect(relative(prediction('own'), prediction('nsi-study'))).toBeLessThan(1e-12);
    // Sums of other terms in another order: the fit ends within its tolerance.
    expect(differenceFromBuiltIn('own')).toBeLessThan(1e-6);
  });

  test('a package installed in the folder above', async () => {
    const own = { name: 'cevns-plugin-contact', version: '1.0.0', type: 'module', exports: './main.js' };
    here.write('node_modules/cevns-plugin-contact/package.json', JSON.stringify(own));
    here.write('node_modules/cevns-plugin-contact/main.js', OWN_AMPLITUDES);
    here.write('below/events.csv', here.read('events.csv'));
    here.write('below/study.yaml', here.study('packed', '{ term: contact, eps: 0.3 }', 'contact', own.name));
    await here.ok('run', 'below/study.yaml', '--allow-plugins', '--quiet');
    expect(relative(prediction('packed'), prediction('nsi-study'))).toBeLessThan(1e-12);
  });

  test('results do not depend on the number of workers', async () => {
    await here.ok('run', 'study.yaml', '--allow-plugins', '--quiet', '--jobs', '1', '--store', 'one', '--out', 'r/one');
    await here.ok(
      'run',
      'study.yaml',
      '--allow-plugins',
      '--quiet',
      '--jobs',
      '4',
      '--store',
      'four',
      '--out',
      'r/four',
    );
    for (const file of ['summary.json', 'provenance/provenance.json', 'tables/bins.csv', 'report.html']) {
      expect(here.read(`r/four/${file}`)).toBe(here.read(`r/one/${file}`));
    }
  });
});

describe('permission', () => {
  const loud = () => `import fs from 'node:fs';\nfs.writeFileSync('ran.txt', '');\n${documented('ts')}`;
  const refused = async (...call: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await here.cevns(...call);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^study\.yaml:3:11: error E801:/);
    return stderr;
  };

  test('without it nothing of a plug-in runs, whatever the command, and nothing is written', async () => {
    here.write('contact-term.ts', loud());
    const before = here.files();
    for (const command of ['run', 'check', 'plan', 'explain']) await refused(command, 'study.yaml');
    expect(here.files()).toEqual(before);
    await here.ok('check', 'study.yaml', '--allow-plugins');
    expect(fs.existsSync(here.path('ran.txt'))).toBe(true);
  });

  test('other problems of the study are told beside the refusal', async () => {
    const { stderr } = await here.cevns('check', 'study.yaml', '--set', 'inputs.baseline=20 kg');
    expect(stderr).toMatch(/E801(.|\n)*E403/);
  });

  test('a digest in the trust file allows this code, and no other', async () => {
    const [digest] = /[0-9a-f]{64}/.exec(await refused('check', 'study.yaml'))!;
    here.write('trusted.json', JSON.stringify({ plugins: [digest] }));
    await here.ok('check', 'study.yaml');
    here.write('contact-term.ts', `// Another comment.\n${documented('ts')}`);
    await here.ok('check', 'study.yaml');
    here.edit('contact-term.ts', 'eps(2)', 'eps(3)');
    await refused('check', 'study.yaml');
    here.write('trusted.json', JSON.stringify({ folders: [here.folder] }));
    await here.ok('check', 'study.yaml');
    here.write('trusted.json', JSON.stringify({ commands: [digest] }));
    await refused('check', 'study.yaml');
  });
});

test('edits of the code run again what uses it, edits of comments nothing', async () => {
  await here.ok('run', 'study.yaml', '--allow-plugins', '--quiet');
  const planned = async () => (await here.ok('plan', 'study.yaml', '--allow-plugins')).split('\n');
  here.write('contact-term.ts', `// A comment.\n${documented('ts').replaceAll('\n', '\n\n')}`);
  expect((await planned())[0]).toMatch(/^plugged: 0 stages would run/);
  here.edit('contact-term.ts', 'eps(2)', 'eps(2.5)');
  const lines = await planned();
  expect(lines.find((line) => line.includes('  recoil '))).toMatch(/ run .*contact-term/);
  expect(lines.find((line) => line.includes('  flux '))).toContain('unchanged');
  expect(lines.find((line) => line.includes('  response '))).toMatch(/unchanged|may run/);
  const before = prediction('plugged');
  await here.ok('run', 'study.yaml', '--allow-plugins', '--quiet');
  expect(relative(prediction('plugged'), before)).toBeGreaterThan(1e-3);
});

describe('a study with a plug-in', () => {
  const problems = async (term: string): Promise<string[]> => {
    here.write('wrong.yaml', here.study('wrong', term, 'contact', './contact-term.ts'));
    const { status, stderr } = await here.cevns('check', 'wrong.yaml', '--allow-plugins');
    expect(status).toBe(2);
    return stderr.split('\n');
  };

  test.each([
    ['{ term: contact, eps: text }', 'E301', '8:118'],
    ['{ term: contact, epz: 0.3 }', 'E302', '8:113'],
    ['{ term: contakt, eps: 0.3 }', 'E304', '8:104'],
  ])('%s is a problem of the settings, at its place', async (term, code, place) => {
    expect((await problems(term))[0]).toMatch(new RegExp(`^wrong\\.yaml:${place}: error ${code}:`));
  });

  test('has it in the provenance, and its resolved study runs', async () => {
    await here.ok('run', 'study.yaml', '--allow-plugins', '--quiet');
    const record = JSON.parse(here.read('results/plugged/provenance/provenance.json'));
    expect(record.code['plugin:contact'].digest).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(record.code['plugin:contact'].files)).toContain('contact-term');
    expect(JSON.stringify(record)).not.toContain(here.folder);
    await here.ok(
      'run',
      'study.yaml',
      '--allow-plugins',
      '--quiet',
      '--set',
      'inputs.data=asimov',
      '--out',
      'r/asimov',
    );
    const resolved = 'r/asimov/study.resolved.yaml';
    // The report alone shows the study as text, in which the plug-in has another path.
    expect(await here.ok('plan', resolved, '--allow-plugins')).toMatch(/^plugged: 1 stage would run(.|\n)*report +run/);
  });

  test('is verified where it may run, and told apart where its code has changed or is gone', async () => {
    here.write('own.mjs', OWN_AMPLITUDES);
    here.write('own.yaml', here.study('own', '{ term: contact, eps: 0.3 }', 'contact', './own.mjs'));
    await here.ok('run', 'own.yaml', '--allow-plugins', '--quiet');
    const refused = await here.cevns('verify', 'results/own');
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('--allow-plugins')]);
    expect(await here.ok('verify', 'results/own', '--allow-plugins')).toMatch(/\nverified: /);
    here.edit('own.mjs', 'out[i] = scale', 'out[i] = 1.1 * scale');
    const changed = await here.cevns('verify', 'results/own', '--allow-plugins');
    expect([changed.status, changed.stdout]).toEqual([1, expect.stringMatching(/code since: own changed(.|\n)*NOT/)]);
    fs.rmSync(here.path('own.mjs'));
    const gone = await here.cevns('verify', 'results/own', '--allow-plugins');
    expect(gone.stdout).toMatch(/recoil: grid could not be computed: the plug-in contact is not at hand; there is no/);
  });

  test('is explained, its own term left as it is', async () => {
    const { stdout } = await here.cevns('explain', 'study.yaml', '--allow-plugins', '--json');
    expect(relative(JSON.parse(stdout).baseline.cevns, prediction('nsi-study'))).toBeLessThan(1e-12);
  });

  test('is the study of a campaign, which asks again each time', async () => {
    here.write(
      'scan.yaml',
      'schema: cevns/1.0\ncampaign: scan\nstudy: ./study.yaml\nmatrix: { inputs.baseline: [20 m, 30 m] }\n',
    );
    await here.ok('run', 'scan.yaml', '--allow-plugins', '--quiet');
    const { status, stderr } = await here.cevns('run', 'scan.yaml', '--quiet');
    expect([status, stderr]).toEqual([2, expect.stringContaining('E801')]);
    expect(await here.ok('plan', 'scan.yaml', '--allow-plugins')).toContain('0 stages would run');
  });
});

describe('plug-ins that cannot be used', () => {
  const checked = async (text: string, ...more: readonly string[]): Promise<string> => {
    here.write('contact-term.ts', text);
    const { status, stderr } = await here.cevns('check', 'study.yaml', '--allow-plugins', ...more);
    expect(status).toBe(2);
    // Lines are broken to the width of a terminal.
    return stderr.replace(/\s+/g, ' ');
  };

  test('an error when it is loaded is told without its trace, with --debug also where it was thrown', async () => {
    const text = "function fail() {\n  throw new Error('no luck');\n}\nfail();\n";
    const said = await checked(text);
    expect(said).toMatch(
      /error E803: .*`\.\/contact-term\.ts` cannot be used: it throws an error when it is loaded: no luck/,
    );
    expect(said).not.toContain(' at fail');
    expect(await checked(text, '--debug')).toContain(`contact-term.ts:2:9`);
  });

  test('NaN is found before anything runs; where only the study comes to it, the stage says so', async () => {
    const own = OWN_AMPLITUDES.replace('out[i] = scale', 'out[i] = Math.sqrt(-1) * scale');
    expect(await checked(own)).toMatch(/export `interaction` `amplitudes`, `p@mine`, gives NaN at a recoil energy of/);
    here.write('contact-term.ts', OWN_AMPLITUDES.replace('out[i] = scale', 'out[i] = (M > 1e5 ? 1 : NaN) * scale'));
    const { status, stderr } = await here.cevns('run', 'study.yaml', '--allow-plugins');
    expect([status, stderr]).toEqual([1, expect.stringMatching(/amplitude n@mine of the term contact, got NaN/)]);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('names that are taken', async () => {
    expect(await checked(OWN_AMPLITUDES.replace("'contact'", "'nsi'"))).toMatch(/E804: .*that of a term of cevns/);
    here.write('again.mjs', OWN_AMPLITUDES);
    const both = await checked(documented('ts'), '--set', 'plugins=[./contact-term.ts, ./again.mjs]');
    expect(both).toMatch(/E804: .*`\.\/contact-term\.ts` and `\.\/again\.mjs` both export/);
  });

  test('different plug-ins of one name in one call', async () => {
    here.write('own.mjs', OWN_AMPLITUDES);
    here.write('own.yaml', here.study('own', '{ term: contact, eps: 0.3 }', 'contact', './own.mjs'));
    const { status, stderr } = await here.cevns('run', 'study.yaml', 'own.yaml', '--allow-plugins');
    expect([status, stderr]).toEqual([2, expect.stringContaining('different plug-ins called contact')]);
  });
});
