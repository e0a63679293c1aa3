import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Cores can be told apart where there is `taskset` (Debian: util-linux), and more than one. */
const CAN_PIN = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** What a command begins with that is to run on one core; nothing where cores can't be told apart. */
export const onCore = (core: 0 | 1): string[] => (CAN_PIN ? ['taskset', '-c', String(core)] : []);

/** Has this process run on one core. */
export function pinMyself(core: 0 | 1): void {
  if (CAN_PIN) spawnSync('taskset', ['-a', '-c', '-p', String(core), String(process.pid)]);
}
