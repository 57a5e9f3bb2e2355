import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandStage } from './command-stage.ts';
import { trustedCommands, trustedPlugins, trustFile } from './command-trust.ts';

let folder: string;
let file: string;
const study = () => join(folder, 'studies', 'study.yaml');
const digest = 'a'.repeat(64);

beforeEach(() => {
  folder = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'cevns-trust-'));
  file = join(folder, 'trusted.json');
  fs.mkdirSync(join(folder, 'studies'));
  fs.writeFileSync(study(), '');
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

const stage = commandStage('study/command/model', {
  name: 'model',
  declaredAt: 'study.yaml:1:1',
  program: { name: 'model.sh', copied: true },
  programFile: { file: '/nowhere/model.sh', label: 'model.sh' },
  arguments: [],
  environment: {},
  files: {},
  outputs: ['out.csv'],
  timeLimitMs: 1000,
  retries: 0,
  outputLimitBytes: 1000,
});

function allows(content: unknown, which = digest, from = study()): boolean {
  fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
  return trustedCommands(file, from).allows(stage, which);
}

test('a file that is not there allows nothing', () => {
  expect(trustedCommands(file, study()).allows(stage, digest)).toBe(false);
  expect(trustedCommands(undefined, study()).allows(stage, digest)).toBe(false);
});

test('commands are allowed by digest', () => {
  expect(allows({ commands: [digest] })).toBe(true);
  expect(allows({ commands: [digest] }, 'b'.repeat(64))).toBe(false);
  expect(allows({})).toBe(false);
});

test('folders allow what lies in them, once links are followed', () => {
  expect(allows({ folders: [join(folder, 'studies')] })).toBe(true);
  expect(allows({ folders: [folder] })).toBe(true);
  expect(allows({ folders: [join(folder, 'stud')] })).toBe(false);
  expect(allows({ folders: [join(folder, 'missing')] })).toBe(false);
  const elsewhere = fs.mkdtempSync(join(folder, 'elsewhere-'));
  fs.symlinkSync(study(), join(elsewhere, 'link.yaml'));
  expect(allows({ folders: [elsewhere] }, digest, join(elsewhere, 'link.yaml'))).toBe(false);
  fs.symlinkSync(join(folder, 'studies'), join(folder, 'linked'));
  expect(allows({ folders: [join(folder, 'linked')] })).toBe(true);
});

test.each([
  ['no JSON', '{'],
  ['a list', []],
  ['a digest that is none', { commands: ['abc'] }],
  ['a folder that is not absolute', { folders: ['studies'] }],
  ['a key that nobody knows', { command: [digest] }],
])('a file with %s is refused', (_, content) => {
  expect(() => allows(content)).toThrow(expect.objectContaining({ code: 'trust-invalid' }));
});

test('a file that others may write is refused', () => {
  allows({ commands: [digest] });
  fs.chmodSync(file, 0o620);
  expect(() => trustedCommands(file, study()).allows(stage, digest)).toThrow(/may be written by others/);
});

test('the file is where the person keeps it, never where a study could bring it along', () => {
  expect(trustFile({ CEVNS_TRUST: '/a/b.json', XDG_CONFIG_HOME: '/x', HOME: '/h' })).toBe('/a/b.json');
  expect(trustFile({ XDG_CONFIG_HOME: '/x', HOME: '/h' })).toBe('/x/cevns/trusted.json');
  expect(trustFile({ XDG_CONFIG_HOME: 'x', HOME: '/h' })).toBe('/h/.config/cevns/trusted.json');
  expect(trustFile({})).toBeUndefined();
  expect(() => trustFile({ CEVNS_TRUST: './trusted.json' })).toThrow(/absolute/);
});

test('plug-ins are allowed by digest or by the folder of the study, and not by being a command', () => {
  const allows = (content: unknown, which = digest) => {
    fs.writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
    return trustedPlugins(file, study()).allows(which);
  };
  expect(allows({ plugins: [digest] })).toBe(true);
  expect(allows({ plugins: [digest] }, 'b'.repeat(64))).toBe(false);
  expect(allows({ commands: [digest] })).toBe(false);
  expect(allows({ folders: [join(folder, 'studies')] })).toBe(true);
  expect(allows({ folders: [join(folder, 'other')] })).toBe(false);
  expect(() => allows({ plugins: ['contact'] })).toThrow('has to be like');
  expect(trustedPlugins(undefined, study()).allows(digest)).toBe(false);
  expect(trustedPlugins(file, study()).advice()).toContain(`under "plugins" in ${file}`);
});
