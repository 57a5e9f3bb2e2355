import { errorCode } from './atomic-write.ts';

/** How a program is started. */
export interface ProcessCall {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  /** All of its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Default: none. */
  readonly timeLimitMs: number | undefined;
  /** Between the request to end (SIGTERM) and the end (SIGKILL). */
  readonly graceMs: number;
  readonly signal: AbortSignal;
  /** Asked a few times per second; true ends the program. */
  readonly tooMuch: () => boolean;
}

/** How it ended, and the end of what it printed. */
export interface ProcessEnd {
  readonly how: 'exited' | 'signalled' | 'not-started' | 'time-limit' | 'too-much' | 'interrupted';
  /** Exit status, or name of the signal, or the reason why it could not be started. */
  readonly detail: string;
  readonly succeeded: boolean;
  /** The last of standard error, or of standard output when there is nothing on standard error. */
  readonly tail: string;
}

const tailBytes = 4000;
const tailLines = 20;
/** How long after its end a program's output is still waited for: a child that left its group may hold the pipe for ever. */
const drainMs = 300;
const watchMs = 200;

/** Process groups that run now. */
const groups = new Set<number>();

/** Ends every program that runs now, without asking; for the moment in which this process ends. */
export function killAllGroups(): void {
  for (const group of groups) killGroup(group, 'SIGKILL');
}

/**
 * Runs a program, without a shell, with nothing on standard input, in a process group of its own, and waits for its end. Whatever of
 * the group is left when the program has ended, or is to end, is ended too.
 */
export async function runProcess(call: ProcessCall): Promise<ProcessEnd> {
  // Loaded with the first command: most studies have none.
  const { execa } = await import('execa');
  if (call.signal.aborted) return { how: 'interrupted', detail: '', succeeded: false, tail: '' };
  const child = execa(call.file, call.arguments, {
    cwd: call.folder,
    env: { ...call.environment },
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: false,
    reject: false,
    shell: false,
    detached: true,
    cleanup: false,
  });
  const group = child.pid;
  if (group === undefined) {
    const { originalMessage, code } = await child;
    return { how: 'not-started', detail: code ?? originalMessage ?? 'unknown reason', succeeded: false, tail: '' };
  }
  groups.add(group);
  const printed = [child.stderr, child.stdout].map((stream) => {
    const tail = new Tail();
    stream.on('data', (chunk: Buffer) => tail.add(chunk));
    return tail;
  });
  let ended: ProcessEnd['how'] | undefined;
  let kill: NodeJS.Timeout | undefined;
  const end = (how: ProcessEnd['how']): void => {
    if (ended !== undefined) return;
    ended = how;
    killGroup(group, 'SIGTERM');
    kill = setTimeout(() => killGroup(group, 'SIGKILL'), call.graceMs);
  };
  const onAbort = (): void => end('interrupted');
  call.signal.addEventListener('abort', onAbort, { once: true });
  const { timeLimitMs } = call;
  const timeLimit = timeLimitMs === undefined ? undefined : setTimeout(() => end('time-limit'), timeLimitMs);
  const watch = setInterval(() => call.tooMuch() && end('too-much'), watchMs);
  // Its streams may hold more than was read when it ends.
  const closed = new Promise((resolve) => child.once('close', resolve));
  let drain: NodeJS.Timeout | undefined;
  child.once('exit', () => {
    killGroup(group, 'SIGKILL');
    groups.delete(group);
    drain = setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, drainMs);
  });
  const [{ exitCode, signal }] = await Promise.all([child, closed]);
  for (const timer of [timeLimit, kill, drain]) clearTimeout(timer);
  clearInterval(watch);
  call.signal.removeEventListener('abort', onAbort);
  const [stderr, stdout] = printed.map((tail) => tail.text());
  const tail = stderr || stdout || '';
  if (ended !== undefined) return { how: ended, detail: '', succeeded: false, tail };
  if (signal !== undefined) return { how: 'signalled', detail: signal, succeeded: false, tail };
  return { how: 'exited', detail: String(exitCode), succeeded: exitCode === 0, tail };
}

function killGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    // Nobody is left of it; on macOS a group of zombies may not be signalled.
    if (!['ESRCH', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
  }
}

/** The last bytes of a stream. */
class Tail {
  #chunks: Buffer[] = [];
  #size = 0;

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size <= 4 * tailBytes) return;
    this.#chunks = [Buffer.concat(this.#chunks).subarray(-tailBytes)];
    this.#size = tailBytes;
  }

  /** The last lines, without colours and other control characters. */
  text(): string {
    const text = Buffer.concat(this.#chunks).subarray(-tailBytes).toString('utf8');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    const plain = text.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]|[^\n\t\P{C}]/gu, '');
    return plain.trimEnd().split('\n').slice(-tailLines).join('\n');
  }
}
