import { crc32, inflateRawSync } from 'node:zlib';
import { RunnerError } from './runner-error.ts';

/** An array of numbers: `data` is row-major over `shape`; an empty shape is a single number. */
export interface NumericArray {
  readonly shape: readonly number[];
  readonly data: Float64Array | Int32Array;
}

/** An array of numbers to be written; those in single precision take half of the room, and are read in double precision. */
export interface WrittenArray {
  readonly shape: readonly number[];
  readonly data: NumericArray['data'] | Float32Array;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const dosDate = 0x21; // 1 January 1980, the first date a zip archive can hold
const maximumBytes = 0xffffffff; // beyond, zip needs its 64-bit extension

/**
 * Bytes of an .npz archive (NumPy's zip of .npy files, format 1.0) of named arrays.
 *
 * The bytes depend on names, shapes and numbers only: members are sorted by name, stored, and dated 1980-01-01;
 * every NaN is written with the same bit pattern. `Float64Array` becomes '<f8', `Float32Array` '<f4', `Int32Array` '<i4'.
 *
 * @throws RunnerError `array-invalid` when the data do not fill the shape, or the archive would exceed 4 GiB
 */
export function encodeNpz(arrays: Readonly<Record<string, WrittenArray>>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const names = Object.keys(arrays).sort();
  for (const name of names) {
    const content = encodeNpy(name, arrays[name]!);
    const fileName = Buffer.from(`${name}.npy`, 'utf8');
    // Version 2.0, no flags, stored, time 0, date, checksum, both sizes, length of the name, no extra field.
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(dosDate, 8);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(fileName.length, 22);
    parts.push(word(localSignature), fields, fileName, content);
    const tail = Buffer.alloc(14); // no comment, disk 0, no attributes, then the offset of the member
    if (offset > maximumBytes) throw new RunnerError('array-invalid', 'the arrays exceed 4 GiB');
    tail.writeUInt32LE(offset, 10);
    directory.push(word(centralSignature), Buffer.from([20, 0]), fields, tail, fileName);
    offset += 30 + fileName.length + content.length;
  }
  if (offset > maximumBytes) throw new RunnerError('array-invalid', 'the arrays exceed 4 GiB');
  const end = Buffer.alloc(18);
  end.writeUInt16LE(names.length, 4);
  end.writeUInt16LE(names.length, 6);
  end.writeUInt32LE(
    directory.reduce((length, part) => length + part.length, 0),
    8,
  );
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, ...directory, word(endSignature), end]);
}

/**
 * The arrays of an .npz archive, as NumPy or `encodeNpz` writes it (stored or deflated, little-endian numbers of up to eight bytes, C order).
 *
 * @throws RunnerError `array-invalid` for anything that is not such an archive, `array-unsupported` for other types of numbers
 */
export function decodeNpz(bytes: Uint8Array): Record<string, NumericArray> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const arrays: Record<string, NumericArray> = {};
  try {
    const end = archive.lastIndexOf(word(endSignature));
    if (end < 0) throw new RunnerError('array-invalid', 'not an .npz archive');
    const count = archive.readUInt16LE(end + 10);
    let at = archive.readUInt32LE(end + 16);
    for (let i = 0; i < count; i++) {
      if (archive.readUInt32LE(at) !== centralSignature) throw new RunnerError('array-invalid', 'broken directory');
      const method = archive.readUInt16LE(at + 10);
      const size = archive.readUInt32LE(at + 20);
      const nameLength = archive.readUInt16LE(at + 28);
      const member = archive.readUInt32LE(at + 42);
      const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
      const start = member + 30 + archive.readUInt16LE(member + 26) + archive.readUInt16LE(member + 28);
      const packed = archive.subarray(start, start + size);
      const content = method === 8 ? inflateRawSync(packed) : packed;
      if (crc32(content) !== archive.readUInt32LE(at + 16)) {
        throw new RunnerError('array-invalid', `${name}: wrong checksum`);
      }
      arrays[name.replace(/\.npy$/, '')] = decodeNpy(name, content);
      at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    }
  } catch (error) {
    if (error instanceof RunnerError) throw error;
    throw new RunnerError('array-invalid', 'not an .npz archive, or a truncated one', { cause: error });
  }
  return arrays;
}

function encodeNpy(name: string, { shape, data }: WrittenArray): Buffer {
  if (shape.reduce((product, length) => product * length, 1) !== data.length) {
    throw new RunnerError(
      'array-invalid',
      `${name}: ${data.length} numbers do not fill the shape (${shape.join(', ')})`,
    );
  }
  const type = data instanceof Float64Array ? '<f8' : data instanceof Float32Array ? '<f4' : '<i4';
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  // NumPy wants the data to begin at a multiple of 64 bytes and the header to end with a line feed.
  const headerLength = Math.ceil((10 + header.length + 1) / 64) * 64 - 10;
  const content = Buffer.alloc(10 + headerLength + data.byteLength);
  content.write('\x93NUMPY\x01\x00', 'latin1');
  content.writeUInt16LE(headerLength, 8);
  content.write(`${header.padEnd(headerLength - 1)}\n`, 10, 'latin1');
  content.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + headerLength);
  if (data instanceof Int32Array) return content;
  for (let i = 0; i < data.length; i++) {
    if (!Number.isNaN(data[i])) continue;
    const at = 10 + headerLength + data.BYTES_PER_ELEMENT * i;
    if (data instanceof Float64Array) content.writeBigUInt64LE(0x7ff8000000000000n, at);
    else content.writeUInt32LE(0x7fc00000, at);
  }
  return content;
}

function decodeNpy(name: string, content: Buffer): NumericArray {
  if (content.toString('latin1', 0, 6) !== '\x93NUMPY')
    throw new RunnerError('array-invalid', `${name}: not an .npy file`);
  const begin = content[6] === 1 ? 10 : 12;
  const headerLength = begin === 10 ? content.readUInt16LE(8) : content.readUInt32LE(8);
  const header = content.toString('latin1', begin, begin + headerLength);
  const match = /'descr': '([^']+)', 'fortran_order': (True|False), 'shape': \(([\d, ]*)\)/.exec(header);
  if (!match) throw new RunnerError('array-unsupported', `${name}: header ${header.trim()}`);
  const [, type, fortranOrder, tuple] = match as unknown as [string, string, string, string];
  const shape = tuple.split(',').flatMap((length) => (length.trim() === '' ? [] : [Number(length)]));
  const own = ownTypes[type];
  const other = otherTypes[type];
  if ((!own && !other) || (fortranOrder === 'True' && shape.length > 1)) {
    throw new RunnerError('array-unsupported', `${name}: ${type}${fortranOrder === 'True' ? ' in Fortran order' : ''}`);
  }
  const length = shape.reduce((product, dimension) => product * dimension, 1);
  const raw = content.subarray(begin + headerLength);
  if (raw.length !== length * (own ?? other!).bytes)
    throw new RunnerError('array-invalid', `${name}: the numbers do not fill the shape`);
  if (own) return { shape, data: own.read(new Uint8Array(raw).buffer) };
  const data = new Float64Array(length);
  for (let i = 0; i < length; i++) data[i] = other!.read(raw, i * other!.bytes);
  if (type.endsWith('8') && data.some((value) => !Number.isSafeInteger(value)))
    throw new RunnerError('array-unsupported', `${name}: ${type} with numbers beyond 2^53`);
  return { shape, data };
}

/** The types that `encodeNpz` writes. */
const ownTypes: Readonly<
  Record<string, { readonly bytes: number; readonly read: (raw: ArrayBuffer) => NumericArray['data'] }>
> = {
  '<f8': { bytes: 8, read: (raw) => new Float64Array(raw) },
  '<f4': { bytes: 4, read: (raw) => new Float64Array(new Float32Array(raw)) },
  '<i4': { bytes: 4, read: (raw) => new Int32Array(raw) },
};

/** Further types of NumPy, whose numbers 64-bit floating point holds; integers of eight bytes up to 2^53. */
const otherTypes: Readonly<
  Record<string, { readonly bytes: number; readonly read: (raw: Buffer, at: number) => number }>
> = {
  '<i8': { bytes: 8, read: (raw, at) => Number(raw.readBigInt64LE(at)) },
  '<u8': { bytes: 8, read: (raw, at) => Number(raw.readBigUInt64LE(at)) },
  '<u4': { bytes: 4, read: (raw, at) => raw.readUInt32LE(at) },
  '<i2': { bytes: 2, read: (raw, at) => raw.readInt16LE(at) },
  '<u2': { bytes: 2, read: (raw, at) => raw.readUInt16LE(at) },
  '|i1': { bytes: 1, read: (raw, at) => raw.readInt8(at) },
  '|u1': { bytes: 1, read: (raw, at) => raw.readUInt8(at) },
};

function word(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
