import { readFileSync } from 'node:fs';

/** Clock ticks of a second in /proc, on all that Node runs on. */
const TICKS = 100;

/** A process and its children, as Linux lists them. */
function family(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...children.split(' ').filter(Boolean).map(Number)];
}

/** CPU that a process and its children have used, those that ended among them, in seconds. */
export function cpuOf(pid: number): number {
  let ticks = 0;
  for (const each of family(pid)) {
    try {
      const fields = readFileSync(`/proc/${each}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
      if (each === pid) ticks += Number(fields[13]) + Number(fields[14]);
    } catch (error) {
      // It ended meanwhile: its parent counts it the next time.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return ticks / TICKS;
}
