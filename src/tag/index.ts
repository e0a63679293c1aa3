import { release, run, runCommand } from './commands.ts';
import { count } from './outbox.ts';
import { own } from './own.ts';
import { ofDocument } from './platform.ts';
import { warn } from './say.ts';
import { source } from './state.ts';
import type { Tgp } from './types.ts';
import { wake } from './wake.ts';

declare const window: { [name: string]: Tgp | undefined } & Window;

const script = ofDocument<HTMLScriptElement | null>('currentScript');
// The stub writes the global's name onto the script element that it makes.
const named = script && script.dataset && own(script.dataset).tgp;
const name = named || 'tgp';

/**
 * The global: the stub's, or our own where a bare `<script src>` has no stub. An element with that id is found on the
 * window too, but is none of the window's own.
 */
const tgp: Tgp = (window[name] =
  // biome-ignore lint/suspicious/noPrototypeBuiltins: hasOwn is younger than the tag's engines
  (window.hasOwnProperty(name) && window[name]) || Object.assign(run, { tgp: 1 as const, queue: [] }));
// What the page has put on every function is none of its own.
const { tgp: mark, run: loaded, queue, src, lost } = own(tgp);
if (mark !== 1) warn(name, 'rename');
else if (!loaded) {
  // The collector that serves the script takes its beacons, unless `init` says otherwise.
  source.url = (script && script.src) || src;
  source.isOurs = !!named || !!src;
  tgp.run = run;
  if (lost) count('dropped', lost);
  wake();
  // What sets up the other commands runs at once, whatever its place in the queue; the others wait for it.
  queue!.map(call => runCommand(call));
  release();
}
