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
  /** Purchases and leads, as the vocabulary has them, each once. */
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

/** A visit as it is kept: with what decides about an event that arrives late. */
export interface StoredVisit extends Omit<VisitRow, 'id'> {
  /** Of the event that began it, the first to arrive. */
  seq: number;
  /** The session's own id; the `messageId` of the first event to arrive where it told none. */
  session: string;
  /** When the first and the last page were viewed; null where none was. */
  entry_at: number | null;
  exit_at: number | null;
  /** Those of its conversions that are purchases with an order's number, and what they are worth: they count whatever it looks like. */
  ordered: number;
  ordered_revenue: string;
  /** How often it viewed each page, and had each event: JSON as in `[["/",2]]`, the first to arrive first. */
  pages: string;
  names: string;
}

/** Which visits to read: of these tags, and each filter that is given. Times are ms, from `from` on and before `to`. */
export interface VisitFilter {
  writeKeys: string[];
  visitor?: string | undefined;
  counted?: Counted | undefined;
  /** When they began. */
  from?: number | undefined;
  to?: number | undefined;
  limit: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string | undefined;
}

/** Visits, the last to begin first. */
export interface VisitPage {
  visits: VisitRow[];
  /** Reads on from here; null at the end. */
  next: string | null;
}

/** A visit's own name in its tag. */
export const visitId = ({ visitor, session }: Pick<StoredVisit, 'visitor' | 'session'>): string =>
  `${encodeURIComponent(visitor)}/${encodeURIComponent(session)}`;

/** Whose visit, and which, a name means; undefined where it is none. */
export function readVisitId(id: string): Pick<StoredVisit, 'visitor' | 'session'> | undefined {
  const [visitor, session, ...more] = id.split('/');
  if (visitor === undefined || session === undefined || more.length) return undefined;
  try {
    return { visitor: decodeURIComponent(visitor), session: decodeURIComponent(session) };
  } catch {
    return undefined;
  }
}

/** A visit as the contract has it. */
export function visitRow(
  visit: Omit<StoredVisit, 'pages' | 'names'> & Partial<Pick<StoredVisit, 'pages' | 'names'>>,
): VisitRow {
  const { seq: _, session, entry_at, exit_at, ordered, ordered_revenue, pages, names, ...row } = visit;
  return { ...row, id: visitId(visit) };
}
