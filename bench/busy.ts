import { availableParallelism, loadavg } from 'node:os';

/** How busy a machine was, beside what was measured and its clients. */
export interface Busy {
  cores: number;
  /** Processes that ran or wanted to, a minute long. */
  load: number;
}

export const busy = (): Busy => ({
  cores: availableParallelism(),
  load: Math.round(loadavg()[0]! * 10) / 10,
});

export const busyText = ({ cores, load }: Busy): string => `a load of ${load} on ${cores} cores`;
