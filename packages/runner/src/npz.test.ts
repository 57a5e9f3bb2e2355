import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeNpz, encodeNpz, type NumericArray } from './npz.ts';

const example: Record<string, NumericArray> = {
  spectra: { shape: [2, 3], data: Float64Array.of(1, -2.5, Number.NaN, 1e-300, Number.POSITIVE_INFINITY, -0) },
  counts: { shape: [4], data: Int32Array.of(0, -1, 2147483647, -2147483648) },
  total: { shape: [], data: Float64Array.of(306) },
  nothing: { shape: [0], data: new Float64Array(0) },
};

// The system's own Python has the numpy of the distribution, another one on the path may not.
const pythons = ['python3', '/usr/bin/python3'];
const python = pythons.find((name) => spawnSync(name, ['-c', 'import numpy']).status === 0);

test('arrays come back as they went in', () => {
  expect(decodeNpz(encodeNpz(example))).toEqual(example);
  expect(decodeNpz(encodeNpz({}))).toEqual({});
  fc.assert(
    fc.property(fc.float64Array({ maxLength: 40 }), fc.int32Array({ maxLength: 40 }), (reals, integers) => {
      const arrays = {
        reals: { shape: [reals.length, 1], data: reals },
        integers: { shape: [integers.length], data: integers },
      };
      expect(decodeNpz(encodeNpz(arrays))).toEqual(arrays);
    }),
  );
});

test('single precision takes half of the room, and comes back in double precision', () => {
  const data = Float32Array.of(0.5, 0.1, Number.NaN, -0);
  const bytes = encodeNpz({ x: { shape: [2, 2], data } });
  const double = encodeNpz({ x: { shape: [2, 2], data: Float64Array.from(data) } });
  expect(double.length - bytes.length).toBe(4 * data.length);
  expect(decodeNpz(bytes)).toEqual({ x: { shape: [2, 2], data: Float64Array.from(data) } });
  const other = data.slice();
  new DataView(other.buffer).setUint32(8, 0xffc00001, true);
  expect(encodeNpz({ x: { shape: [2, 2], data: other } })).toEqual(bytes);
});

test('the bytes do not depend on the order of the names or on the bits of a NaN', () => {
  const bytes = encodeNpz(example);
  expect(encodeNpz(Object.fromEntries(Object.entries(example).reverse()))).toEqual(bytes);
  const data = example.spectra!.data.slice() as Float64Array;
  new DataView(data.buffer).setBigUint64(16, 0xfff8000000000123n, true);
  expect(encodeNpz({ ...example, spectra: { shape: [2, 3], data } })).toEqual(bytes);
});

test('the layout is that of a stored zip member holding an .npy 1.0 file', () => {
  const bytes = Buffer.from(encodeNpz({ x: { shape: [1], data: Float64Array.of(1) } }));
  // APPNOTE.TXT 4.3.7: signature, version 2.0, no flags, stored, time 0, date 1980-01-01
  expect(bytes.subarray(0, 14).toString('hex')).toBe('504b0304140000000000000021 00'.replace(' ', ''));
  expect(bytes.toString('latin1', 30, 35)).toBe('x.npy');
  expect(bytes.subarray(35, 45).toString('latin1')).toBe('\x93NUMPY\x01\x00\x76\x00');
  expect(bytes.toString('latin1', 45, 45 + 118)).toMatch(
    /^\{'descr': '<f8', 'fortran_order': False, 'shape': \(1,\), \} +\n$/,
  );
  expect(bytes.readDoubleLE(45 + 118)).toBe(1);
});

test.skipIf(python === undefined && !process.env.CI)('numpy opens what we write, and we open what numpy writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cevns-npz-'));
  try {
    writeFileSync(join(folder, 'ours.npz'), encodeNpz(example));
    const script = `
import numpy, sys
a = numpy.load('ours.npz')
assert a['spectra'].shape == (2, 3) and a['spectra'].dtype == '<f8' and a['spectra'][1, 0] == 1e-300 and numpy.isnan(a['spectra'][0, 2])
assert a['counts'].dtype == '<i4' and a['counts'].tolist() == [0, -1, 2147483647, -2147483648]
assert a['total'].shape == () and a['total'] == 306 and a['nothing'].shape == (0,)
numpy.savez('stored.npz', **{k: a[k] for k in a.files})
numpy.savez_compressed('deflated.npz', **{k: a[k] for k in a.files})
values = [1, 2, 100]
kinds = ['f4', 'i8', 'u8', 'u4', 'i2', 'u2', 'i1', 'u1']
numpy.savez('kinds.npz', **{kind: numpy.array(values, dtype=kind) for kind in kinds})
numpy.savez('signs.npz', i8=numpy.array([-2**53 + 1]), i2=numpy.array([-3], dtype='i2'), f4=numpy.array([0.5], dtype='f4'))
numpy.savez('large.npz', x=numpy.array([2**53 + 2]))
numpy.savez('complex.npz', x=numpy.zeros(3, dtype='c16'))
`;
    const answer = spawnSync(python!, ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect(answer.stderr).toBe('');
    expect(decodeNpz(readFileSync(join(folder, 'stored.npz')))).toEqual(example);
    expect(decodeNpz(readFileSync(join(folder, 'deflated.npz')))).toEqual(example);
    const kinds = Object.values(decodeNpz(readFileSync(join(folder, 'kinds.npz'))));
    expect(kinds).toHaveLength(8);
    for (const each of kinds) expect(each).toEqual({ shape: [3], data: Float64Array.of(1, 2, 100) });
    const signs = decodeNpz(readFileSync(join(folder, 'signs.npz')));
    expect([signs.i8!.data[0], signs.i2!.data[0], signs.f4!.data[0]]).toEqual([-(2 ** 53) + 1, -3, 0.5]);
    expect(() => decodeNpz(readFileSync(join(folder, 'large.npz')))).toThrow('<i8 with numbers beyond 2^53');
    expect(() => decodeNpz(readFileSync(join(folder, 'complex.npz')))).toThrow('<c16');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what does not fit is refused', () => {
  expect(() => encodeNpz({ x: { shape: [2, 2], data: new Float64Array(3) } })).toThrow(
    'x: 3 numbers do not fill the shape (2, 2)',
  );
  const bytes = encodeNpz(example);
  expect(() => decodeNpz(new Uint8Array(10))).toThrow('not an .npz archive');
  expect(() => decodeNpz(bytes.subarray(0, bytes.length - 60))).toThrow('not an .npz archive');
  const flipped = bytes.slice();
  flipped[30 + 10 + 128 + 2]! ^= 1;
  expect(() => decodeNpz(flipped)).toThrow('checksum');
});
