import { attempt } from './attempt.ts';
import type { Outcome } from './types.ts';

/** Set once an image got out where `fetch` could not (`connect-src`, a blocker): it holds for the page. */
let imagesOnly: unknown;

/** Images on their way: without a reference the browser may collect them before they are sent. */
const images = new Set<HTMLImageElement>();

/**
 * Sends one beacon. Never blocks and never throws; a `fetch` that can't get out becomes an image.
 * @param done told what became of it
 */
export function send(
  url: string,
  transport: string | undefined,
  done: (status: Outcome['status'], reason?: string) => void,
): void {
  const byImage = (fetchFailed?: unknown) => {
    const image = new Image();
    images.add(image);
    image.referrerPolicy = 'no-referrer';
    image.onload = image.onerror = event => {
      images.delete(image);
      if ((event as Event).type === 'load') {
        imagesOnly = imagesOnly || fetchFailed;
        done('sent');
      } else done('fail', 'no answer');
    };
    image.src = url;
  };
  if (transport === 'image' || imagesOnly) byImage();
  else {
    attempt(() => {
      // keepalive: the request outlives the page.
      fetch(url, { keepalive: true }).then(answer => {
        if (answer.ok) done('sent');
        else done(answer.status > 428 ? 'fail' : 'skip', 'status ' + answer.status);
      }, byImage);
      // Without fetch, or with something of the page's own in its place, this throws.
    }, byImage);
  }
}
