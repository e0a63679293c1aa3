import type { FastifyBaseLogger } from 'fastify';
import { Away } from '../../store/errors.ts';
import { fillDemo } from './fillDemo.ts';

/** The making up of the demo's visits, which goes on beside all else. */
export interface DemoFilling {
  begin(parts: Omit<Parameters<typeof fillDemo>[0], 'signal'>, log: Pick<FastifyBaseLogger, 'warn'>): void;
  /** Settles once no more are made up. */
  stop(): Promise<void>;
}

export function demoFilling(): DemoFilling {
  const ending = new AbortController();
  let running: Promise<void> = Promise.resolve();
  return {
    begin(parts, log) {
      running = fillDemo({ ...parts, signal: ending.signal }).catch(error => {
        // The collector ends meanwhile.
        if (!(error instanceof Away)) log.warn(error, "not all of the demo's visits could be made up");
      });
    },
    stop() {
      ending.abort();
      return running;
    },
  };
}
