import { isPrerendering } from './queue.ts';

/**
 * When and where a command was called. The names are those that the stub writes onto the arguments of a
 * queued call (install/stub.js), so that they are the moment.
 */
export interface Moment {
  /** Ms since 1970, by the page's clock. False on a prerendered page: it is viewed when it is shown. */
  t: number | false;
  /** The page's URL. */
  u: string;
  /** Its title. */
  d: string;
  /** Its referrer. */
  r: string;
}

let viewReferrer = document.referrer;

/** In a single-page app the page that led here is the view before, which `document.referrer` never says. */
export const setReferrer = (url: string): void => {
  viewReferrer = url;
};

/** The moment of a queued call, or now. */
export const readMoment = ({ t, u, d, r }: Partial<Moment>): Moment => ({
  t: !isPrerendering() && (t || Date.now()),
  u: u || document.URL,
  d: d || document.title,
  r: r || viewReferrer,
});
