import { ofDocument } from './platform.ts';

/**
 * A call of the global: its command and arguments by position, and when and where it was made. The names are those
 * that the stub writes onto the arguments of a call that it queues (install/stub.js).
 */
export interface Call {
  0: string;
  1?: unknown;
  2?: unknown;
  3?: unknown;
  /** Ms since 1970, by the page's clock. 0 on a prerendered page: it is viewed when it is shown. */
  t: number;
  /** The page's URL. */
  u: string;
  /** Its title. */
  d: string;
  /** Its referrer. */
  r: string;
  /** The id of its event, once it has one. */
  m?: string;
}

export const isPrerendering = (): boolean | undefined => ofDocument<boolean | undefined>('prerendering');
