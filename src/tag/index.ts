import { release, run, runCommand } from './commands.ts';
import { count } from './outbox.ts';
import { warn } from './say.ts';
import { settings } from './state.ts';
import type { Tgp } from './types.ts';
import { wake } from './wake.ts';

declare const window: { [name: string]: Tgp | undefined };

const script = document.currentScript as HTMLScriptElement | null;
// The stub writes the global's name onto the script element that it makes.
const name = (script && script.dataset.tgp) || 'tgp';

/** The global: the stub's, or our own where a bare `<script src>` has no stub. */
const tgp: Tgp = (window[name] = window[name] || Object.assign(run, { tgp: 1 as const, queue: [] }));
if (!tgp.tgp) warn(name, 'rename');
else if (!tgp.run) {
  // The collector that serves the script takes its beacons, unless `init` says otherwise.
  if (script && script.src) settings.endpoint = new URL(script.src).origin;
  tgp.run = run;
  if (tgp.lost) count('dropped', tgp.lost);
  wake();
  // What sets up the other commands runs at once, whatever its place in the queue; the others wait for it.
  tgp.queue!.map(call => runCommand(call));
  release();
}
