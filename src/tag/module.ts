import { run } from './commands.ts';
import type { Tgp } from './types.ts';
import { noteLoadedUrl } from './views.ts';

declare global {
  interface Window {
    /** What the install code makes; the module makes no global. */
    tgp: Tgp;
  }
}

let isLoaded = false;

/**
 * The tag as a module: the same commands without a global, for sites with a bundler. No script element says where the
 * collector is, so `init` needs its `endpoint`. Where there is no page (a server, a worker) it does nothing.
 */
export const tgp: Tgp = (...call: unknown[]): void => {
  if (typeof document === 'undefined') return;
  if (!isLoaded) noteLoadedUrl();
  isLoaded = true;
  run(...call);
};
