import { type QueuedCall, runCommand } from './commands.ts';
import { warn } from './log.ts';
import { settings } from './settings.ts';
import type { Tgp } from './types.ts';

const script = document.currentScript as HTMLScriptElement | null;
const globals = window as unknown as Record<string, Tgp | undefined>;
// The stub writes the global's name onto the script element that it makes.
const name = (script && script.getAttribute('data-tgp')) || 'tgp';

/** The global: the stub's, or our own where a bare `<script src>` has no stub. */
let tgp = globals[name] as Tgp;
if (!tgp) {
  tgp = globals[name] = (...args: unknown[]) => tgp.run!(...args);
  tgp.tgp = 1;
}
if (!tgp.tgp) warn(name, 'is taken by another script: rename this tag');
else if (!tgp.run) {
  // The collector that serves the script takes its beacons, unless `init` says otherwise.
  if (script && script.src) settings.endpoint = new URL(script.src).origin;
  tgp.run = (...args) => runCommand(args as QueuedCall);
  const queue = (tgp.queue || []) as unknown as QueuedCall[];
  // What sets up the other commands runs before them, whatever its place in the queue.
  for (const part of [/^(set|consent|on)$/, /^init$/, /^(?!(set|consent|on|init)$)/]) {
    for (const queued of queue) if (part.test(queued[0])) runCommand(queued);
  }
}
