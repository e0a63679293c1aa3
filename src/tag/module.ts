import { release, run } from './commands.ts';
import type { Tgp } from './types.ts';

/**
 * The tag as a module: the same commands without a global, for sites with a bundler. No script element says where the
 * collector is, so `init` needs its `endpoint`. On a server it can be imported, and must not be called.
 */
export const tgp: Tgp = run;

if (document.addEventListener) document.addEventListener('prerenderingchange', release);
