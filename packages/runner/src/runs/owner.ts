import fs from 'node:fs';
import { hostname } from 'node:os';

/** A process, named so that another one can tell whether it still lives. */
export interface Owner {
  readonly pid: number;
  /** Start time in the clock ticks of the kernel, since process ids are given again; null where the system does not tell. */
  readonly started: string | null;
  /** Host name and, where there are such, the space of process ids: containers count their processes apart. */
  readonly host: string;
}

/** This process. */
export function currentOwner(): Owner {
  current ??= { pid: process.pid, started: statOf(process.pid)?.started ?? null, host: hostOfProcess() };
  return current;
}

let current: Owner | undefined;

/** Whether a process still lives; undefined when it runs on another host, where nobody here can tell. */
export function isAlive({ pid, started, host }: Owner): boolean | undefined {
  if (host !== currentOwner().host) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const found = statOf(pid);
  if (!found) return true;
  // A process that was killed stays a zombie until its parent asks for its status.
  return !['Z', 'X'].includes(found.state) && (started === null || found.started === started);
}

/** State and start time from Linux's /proc; undefined where there is none. */
function statOf(pid: number): { readonly state: string; readonly started: string } | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in parentheses and may hold anything; the state is the first field after it, the start time the 20th.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, started: fields[19]! };
  } catch {
    return undefined;
  }
}

function hostOfProcess(): string {
  try {
    return `${hostname()} ${fs.readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
