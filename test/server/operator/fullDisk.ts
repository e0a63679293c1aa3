import { spawnSync } from 'node:child_process';

const limit = (size: number | 'unlimited'): boolean =>
  spawnSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${size}:`]).status === 0;

/** Whether this process may be kept from writing longer files. */
export const canFill = limit('unlimited');

/** Does something while no file of this process may get longer than that, as on a disk that has no more room. */
export async function whileFull<Result>(bytes: number, work: () => Promise<Result>): Promise<Result> {
  if (!limit(bytes)) throw new Error('prlimit: failed');
  try {
    return await work();
  } finally {
    limit('unlimited');
  }
}
