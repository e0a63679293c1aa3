/** How a visit is to be counted. Stored: never rename. */
export type Counted = 'people' | 'automated' | 'test';

/** What brought a visit. Stored: never rename. */
export type Channel =
  | 'paid'
  | 'search'
  | 'social'
  | 'assistant'
  | 'email'
  | 'referral'
  | 'direct'
  | 'campaign';

/** Why something may be no person. Stored: never rename. */
export type Reason =
  | 'user-agent'
  | 'headless'
  | 'no-user-agent'
  | 'hosting'
  | 'referrer-spam'
  | 'prefetch'
  | 'no-fetch-metadata'
  | 'pace';

/** A session of a visitor. Times are ms, by the collector's clock. Texts are '' where nothing is known. */
export interface VisitRow {
  write_key: string;
  /** Unique in the tag: the visitor's and the session's own ids, or the first event's where it told no session. */
  id: string;
  /** The visitor: his `anonymousId`, else his `userId`. */
  visitor: string;
  /** When its first and last event happened. */
  started_at: number;
  ended_at: number;
  /** Path of the first and the last page it viewed. */
  entry: string;
  exit: string;
  views: number;
  /** All of its events, the views too. */
  events: number;
  channel: Channel;
  source: string;
  medium: string;
  campaign: string;
  /** Host of the page that it came from, if that is no page of the site. */
  referrer: string;
  /** Of the browser, as in `de-AT`. */
  language: string;
  /** As in `desktop`, `phone`, `tablet`. */
  device: string;
  /** Families, as in `Firefox` and `Windows`. */
  browser: string;
  system: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Things that the vocabulary has for a conversion, each once. */
  conversions: number;
  /** What was bought, by currency ('' where none was told): JSON as in `{"EUR":59.9}`; `{}` where nothing was. */
  revenue: string;
  counted: Counted;
  /** Of `Reason`, with commas. */
  why: string;
  /** Version of the rules that say so. */
  rules: number;
}

/** What the request that an event came in says of its sender: JSON in the event's row; '' where it says nothing of note. */
export interface Signs {
  /** `User-Agent` of the request, '' where it had none: where the event names none, and is no server's of the site's. */
  userAgent?: string;
  /** By address, where the operator gave a database. */
  country?: string;
  /** The address is of a network that hosts servers. */
  hosting?: true;
  /** The browser only fetched it in advance. */
  prefetch?: true;
  /** A browser that always tells where a request comes from (`Sec-Fetch-Site`) did not. */
  noFetchMetadata?: true;
  /** The page that led to the event's is of the same site, by what its tag says of that. */
  ownReferrer?: true;
  /** Sent to try it: in no report. */
  test?: true;
}
