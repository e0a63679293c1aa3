import { attempt } from './attempt.ts';
import type { Outcome } from './types.ts';

/** Told what became of a beacon. */
export type Done = (status: Outcome['status'], reason?: string) => void;

/** Set once an image got out where `fetch` could not (`connect-src`, a blocker): it holds for the page. */
let imagesOnly = false;

/** Images on their way: without a reference the browser may collect them before they are sent. */
const images = new Set<HTMLImageElement>();

/** Sends one beacon. Never blocks and never throws; a `fetch` that can't get out becomes an image. */
export function send(url: string, transport: string | undefined, done: Done): void {
  const byImage = (fetchFailed?: unknown) => {
    const image = new Image();
    images.add(image);
    const onEnd = ({ type }: Event) => {
      images.delete(image);
      if (type === 'error') return done('fail', 'no answer');
      if (fetchFailed) imagesOnly = true;
      done('sent');
    };
    image.onload = onEnd;
    image.onerror = onEnd as OnErrorEventHandler;
    image.src = url;
  };
  if (transport === 'image' || imagesOnly) byImage();
  else {
    attempt(() => {
      // keepalive: the request outlives the page. No credentials: cookies would only fill the request line.
      fetch(url, { keepalive: true, credentials: 'omit' }).then(answer => readAnswer(answer, done), byImage);
      // Without fetch, or with something of the page's own in its place, this throws.
    }, byImage);
  }
}

function readAnswer(answer: Response, done: Done): void {
  const { ok, status } = answer;
  if (ok) done('sent');
  else
    answer.text().then(text => done(status === 429 || status > 499 ? 'fail' : 'skip', `${status} ${text}`));
}
