import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
/** More than all tests together leave at any time. */
const ROOM_BYTES = 4 * 1024 ** 3;

/** Gives the tests a temporary folder of their own, and takes it away with what they left: in memory, where programs may run there and there is room. */
export default function setup(): () => void {
  const folder = fs.mkdtempSync(join(fs.realpathSync(isFit(MEMORY) ? MEMORY : tmpdir()), 'cevns-tests-'));
  process.env.TMPDIR = folder;
  return () => fs.rmSync(folder, { recursive: true, force: true });
}

function isFit(folder: string): boolean {
  try {
    const mounts = fs.readFileSync('/proc/self/mounts', 'utf8').split('\n');
    const [, , kind, options = ''] = mounts.find((line) => line.split(' ')[1] === folder)?.split(' ') ?? [];
    const { bavail, bsize } = fs.statfsSync(folder);
    return kind === 'tmpfs' && !options.split(',').includes('noexec') && bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}
