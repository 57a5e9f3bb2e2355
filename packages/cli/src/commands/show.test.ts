import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CallError } from '../call-error.ts';
import { recorded } from '../testing/terminal.ts';
import { show } from './show.ts';

async function shown(entry: string, options: Parameters<typeof show>[1] = {}): Promise<string[]> {
  const surroundings = recorded();
  expect(await show(entry, options, surroundings)).toBe(0);
  return surroundings.printed;
}

test('an entry is shown with the source of each number beside it, aligned', async () => {
  const lines = await shown('detectors/coherent-lar');
  expect(lines[0]).toBe('detectors/coherent-lar: COHERENT CENNS-10, 24.4 kg of liquid argon (Analysis A)');
  expect(lines[1]).toBe('status: measured, site: sources/sns');
  const mass = lines.find((line) => line.startsWith('  target.mass '))!;
  const smearing = lines.find((line) => line.startsWith('  smearing.stochastic '))!;
  expect(mass).toMatch(/ 24.4 kg +arXiv:2006\.12659/);
  expect(mass.indexOf('arXiv')).toBe(smearing.indexOf('arXiv'));
});

test('as written is the file, comments and all', async () => {
  const text = readFileSync(join(recorded().home, 'configs/detectors/coherent-csi.yaml'), 'utf8');
  expect(`${(await shown('detectors/coherent-csi', { asWritten: true })).join('\n')}\n`).toBe(text);
});

test('programs get values with their sources', async () => {
  const { status, values } = JSON.parse((await shown('detectors/coherent-csi', { json: true })).join('\n'));
  expect(status).toBe('measured');
  expect(values).toContainEqual({ path: 'target.mass', value: '14.6 kg', source: 'arXiv:2110.07730', assumed: false });
});

test('data are shown as they are written', async () => {
  expect(await shown('data/coherent-csi-2021')).toEqual(await shown('data/coherent-csi-2021', { asWritten: true }));
});

test.each(['detectors/coherent-cis', 'nothing-like-it', '../package'])('no entry %s', async (entry) => {
  const surroundings = recorded();
  await expect(show(entry, {}, surroundings)).rejects.toThrow(CallError);
  expect(surroundings.printed).toEqual([]);
});

test.each([
  ['detectors/coherent-cis', 'detectors/coherent-csi'],
  ['coherent-lar', 'detectors/coherent-lar'],
  ['form-factors/hlem', 'form-factors/helm'],
])('%s is answered with %s', async (entry, meant) => {
  await expect(show(entry, {}, recorded())).rejects.toThrow(`did you mean ${meant}?`);
});

test('an implementation is shown with its description and parameters', async () => {
  const lines = await shown('form-factors/helm-rms');
  expect(lines[0]).toBe('form-factors/helm-rms: Helm, rms radius');
  expect(lines.join('\n')).toContain('skin (optional)');
});
