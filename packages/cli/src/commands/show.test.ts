import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CallError } from '../call-error.ts';
import { recorded } from '../testing/terminal.ts';
import { show } from './show.ts';

test('an entry is shown as it is written, comments and all', () => {
  const surroundings = recorded();
  expect(show('detectors/coherent-csi', surroundings)).toBe(0);
  const text = readFileSync(join(surroundings.home, 'configs/detectors/coherent-csi.yaml'), 'utf8');
  expect(`${surroundings.printed.join('\n')}\n`).toBe(text);
});

test.each(['detectors/coherent-cis', 'nothing-like-it', '../package'])('no entry %s', (entry) => {
  const surroundings = recorded();
  expect(() => show(entry, surroundings)).toThrow(CallError);
  expect(surroundings.printed).toEqual([]);
});

test('a misspelt entry is answered with the nearest', () => {
  expect(() => show('detectors/coherent-cis', recorded())).toThrow('did you mean detectors/coherent-csi?');
});

test('an implementation is shown with its description and parameters', () => {
  const surroundings = recorded();
  expect(show('form-factors/helm-rms', surroundings)).toBe(0);
  expect(surroundings.printed[0]).toBe('form-factors/helm-rms: Helm, rms radius');
  expect(surroundings.printed.join('\n')).toContain('skin (optional)');
  expect(() => show('form-factors/hlem', recorded())).toThrow('did you mean form-factors/helm?');
});
