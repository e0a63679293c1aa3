import { vi } from 'vitest';
import { beacons, images, KEY, loadScript, network, queuedCall, settled, start, stub } from './page.ts';

/** Names of what waits in the outbox. */
export const entries = () => Object.keys(localStorage).filter(name => name.startsWith('tgp_out'));

/** A page whose start is over: nothing of earlier pages is left to send. */
export const settledPage = async (options?: object) => {
  const tgp = await start(options);
  await settled();
  return tgp;
};

/** The next page of the site; `calls` stand in its stub's queue. */
export async function nextPage(...calls: unknown[][]) {
  Reflect.deleteProperty(globalThis, 'tgp');
  beacons.length = 0;
  vi.stubGlobal('tgp', stub(...[['init', KEY], ...calls].map(call => queuedCall(call))));
  const tgp = await loadScript('tgp');
  await settled();
  return tgp;
}

export const offline = () => {
  network.answer = () => Promise.reject(new TypeError('offline'));
};

/** Lets what was tried by fetch fail as an image too. */
export const failImages = async () => {
  await settled();
  for (const image of images.splice(0)) image.settle('error');
  await settled();
};
