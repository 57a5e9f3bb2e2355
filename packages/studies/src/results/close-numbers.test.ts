import { artifactOf } from '@cevns/runner/artifact';
import { encodeNpz } from '@cevns/runner/npz';
import { expect, test } from 'vitest';
import { discrepancy } from './close-numbers.ts';

const json = (value: unknown) => artifactOf('json', '', Buffer.from(JSON.stringify(value)));
const text = (value: string) => artifactOf('text', '', Buffer.from(value));
const arrays = (...x: number[]) =>
  artifactOf('npz', '', encodeNpz({ x: { shape: [x.length], data: Float64Array.from(x) } }));

const near = 1.5 * (1 + 5e-13);
const far = 1.5 * (1 + 5e-12);

test('numbers within 1e-12, relatively, agree wherever they stand', () => {
  expect(discrepancy('json', json({ a: [1.5] }), json({ a: [near] }))).toBeUndefined();
  expect(discrepancy('text', text('x,y\n1.5,a\n'), text(`x,y\n${near},a\n`))).toBeUndefined();
  expect(discrepancy('npz', arrays(1.5e-38), arrays(near * 1e-38))).toBeUndefined();
});

test('numbers that are further apart are named', () => {
  expect(discrepancy('json', json({ a: [1, { b: 1.5 }] }), json({ a: [1, { b: far }] }))).toEqual({
    path: 'a[1].b',
    expected: '1.5',
    found: String(far),
  });
  expect(discrepancy('text', text('x,y\n1.5,a\n'), text(`x,y\n${far},a\n`))?.path).toBe('line 2');
  expect(discrepancy('npz', arrays(1e-38, 1.5e-38), arrays(1e-38, far * 1e-38))?.path).toBe('x[1]');
  expect(discrepancy('npz', arrays(1), arrays(1, 2))?.expected).toBe('an array of shape [1]');
});

test('without tolerance nothing may differ', () => {
  expect(discrepancy('json', json({ a: 1.5 }), json({ a: near }), 0)?.path).toBe('a');
  expect(discrepancy('json', json({ status: { edm: 1 } }), json({ status: { edm: 2 } }), 0)?.path).toBe('status.edm');
});

test('how the minimiser went is no result', () => {
  const fit = (edm: number, value = 1) => json({ fit: { value, status: { edm } } });
  expect(discrepancy('json', fit(1e-9), fit(2e-9))).toBeUndefined();
  expect(discrepancy('json', fit(1e-9), fit(2e-9, 2))?.path).toBe('fit.value');
});

test('how often the minimiser asked is no result', () => {
  expect(discrepancy('json', json({ evaluations: 100 }), json({ evaluations: 101 }))).toBeUndefined();
  expect(discrepancy('json', json({ evaluations: 100 }), json({ evaluations: 101 }), 0)?.path).toBe('evaluations');
});

test('estimated relative errors are compared absolutely', () => {
  const estimated = (quadrature: number) => json({ accuracy: { quadrature }, value: 1 });
  expect(discrepancy('json', estimated(2.7841346585e-9), estimated(2.784134653e-9))).toBeUndefined();
  expect(discrepancy('json', estimated(2.7841346585e-9), estimated(2.786e-9))?.path).toBe('accuracy.quadrature');
  expect(discrepancy('json', estimated(2e-9), estimated(2.0000001e-9), 0)?.path).toBe('accuracy.quadrature');
});

test('in arrays the rounding of larger numbers is no difference', () => {
  expect(discrepancy('npz', arrays(1, 1.5e-9), arrays(1, 1.5e-9 + 4e-16))).toBeUndefined();
  expect(discrepancy('npz', arrays(1, 1.5e-9), arrays(1, 1.5e-9 + 4e-15))?.path).toBe('x[1]');
  expect(discrepancy('npz', arrays(1, 1.5e-9), arrays(1, 1.5e-9 + 4e-16), 0)?.path).toBe('x[1]');
  expect(discrepancy('npz', arrays(Number.POSITIVE_INFINITY, 1), arrays(Number.POSITIVE_INFINITY, 2))?.path).toBe(
    'x[1]',
  );
  expect(discrepancy('npz', arrays(Number.NaN, 1), arrays(Number.NaN, 1))).toBeUndefined();
});

test('what a finer integration would change is compared with what it changes', () => {
  const response = (change: number, nominal = 0.8) => {
    const of = (value: number) => ({ shape: [1], data: Float64Array.of(value) });
    return artifactOf('npz', '', encodeNpz({ change: of(change), nominal: of(nominal) }));
  };
  expect(discrepancy('npz', response(1.1e-15), response(2e-15))).toBeUndefined();
  expect(discrepancy('npz', response(1.1e-12), response(2e-12))?.path).toBe('change[0]');
  expect(discrepancy('npz', response(1e-3), response(1e-3, 0.8 + 4e-12))?.path).toBe('nominal[0]');
  expect(discrepancy('npz', response(1.1e-15), response(2e-15), 0)?.path).toBe('change[0]');
});

test('what is no number has to be the same, and text that is JSON is compared as such', () => {
  expect(discrepancy('json', json({ a: 'x', b: 1 }), json({ a: 'x' }))).toMatchObject({ path: 'b', found: 'nothing' });
  expect(discrepancy('json', json({ a: null }), json({ a: 0 }))?.path).toBe('a');
  expect(discrepancy('text', text('{"a": 1.5}'), text(`{ "a": ${near} }`))).toBeUndefined();
  expect(discrepancy('json', json({ a: 'at 1.5 m' }), json({ a: `at ${near} m` }))).toBeUndefined();
  expect(discrepancy('json', json({ a: 'at 1.5 m' }), json({ a: `at ${far} m` }))?.path).toBe('a');
  expect(discrepancy('json', json({ a: '1.5' }), json({ a: '1.50' }), 0)?.path).toBe('a');
  expect(discrepancy('text', text('1.5 m'), text('1.5 cm'))?.path).toBe('line 1');
  expect(discrepancy('bytes', text('a'), text('b'))).toMatchObject({ found: 'other bytes' });
});

test('long lines are shown where they part', () => {
  const line = 'a'.repeat(200);
  const { expected, found } = discrepancy('text', text(`${line}b${line}`), text(`${line}c${line}`))!;
  expect(expected).toMatch(/^"\.\.\.a+ba+\.\.\."$/);
  expect(found.length).toBeLessThan(80);
});
