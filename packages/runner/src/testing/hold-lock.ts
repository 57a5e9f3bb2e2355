import { underLock } from '../runs/lock.ts';

// A process of its own that takes a lock and never gives it back: hold-lock.ts LOCK
await underLock(process.argv[2]!, 0, () => {
  process.stdout.write('held\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
