import { release, run, runCommand } from './commands.ts';
import { count } from './outbox.ts';
import { own } from './own.ts';
import { ofDocument } from './platform.ts';
import { attempt, warn } from './say.ts';
import { send } from './send.ts';
import { destinations, settings } from './state.ts';
import type { Tgp } from './types.ts';
import { noteLoadedUrl } from './views.ts';

declare const window: { [name: string]: Tgp | undefined } & Window;

const { dataset, src } =
  ofDocument<HTMLScriptElement | null>('currentScript') || own<Partial<HTMLScriptElement>>();
// The stub writes the global's name onto the script element that it makes.
const name = (dataset && dataset.tgp) || 'tgp';

/**
 * The global: the stub's, or our own where a bare `<script src>` has no stub. An element with that id is found on the
 * window too, but is none of the window's own. What the page has put on every function is none of ours.
 */
const tgp: Tgp = (window[name] =
  // The page may have a function of that name.
  // biome-ignore lint/suspicious/noPrototypeBuiltins: hasOwn is younger than the tag's engines
  ({}.hasOwnProperty.call(window, name) && window[name]) ||
  Object.assign(run, { tgp: 1 as const, queue: [], run: 0 as const }));
if (tgp.tgp !== 1) warn(name, 'rename');
else if (!tgp.run) {
  // The collector that serves the script takes its beacons, unless `init` says otherwise.
  settings.script = src || tgp.src;
  tgp.run = run;
  // What looks into the page comes from where the script came from, and only for who asks for it: by the page's address, or
  // by that of an earlier page in this tab, as `tgp.debug.js` has kept it.
  attempt(
    () =>
      /\btgp_debug=/.test(location.href + sessionStorage.tgp_debug) &&
      send(settings.script!.replace(/js$/, 'debug.js'), 'js', (destinations.said = [])).catch(String),
  );
  if (tgp.lost) count('dropped', tgp.lost);
  noteLoadedUrl();
  // What sets up the other commands runs at once, whatever its place in the queue; the others wait for it.
  tgp.queue!.map(call => runCommand(call));
  // Install code looks there for the views that are made without it.
  tgp.queue = destinations as unknown as IArguments[];
  release();
}
