/** What helps against a refusal, by how its reason begins. The first that fits counts. */
const FIXES: [reason: RegExp, fix: string][] = [
  [
    /^invalid write key/,
    'No tag has this write key: copy the snippet of the tag again, from this collector.',
  ],
  [/^source is disabled/, 'The tag is off: turn it on, or take its code off the page.'],
  [/^failed to read writekey|^no write key/, 'Send the tag’s write key as writeKey.'],
  [
    /^request neither has/,
    'Send anonymousId or userId: the tag does so by itself, an image needs it in its address.',
  ],
  [/Mandatory field 'event'/, 'Name the event: tgp("track", "name", …).'],
  [
    /^max requests limit/,
    'Too many at once. If a proxy is in front, name it with --trust-proxy; else raise the rate limits.',
  ],
  [/^no tag has the path/, 'The tag’s own path is another one: copy its snippet again.'],
  [/^no such pixel event/, 'There is no pixel event of that id: it was deleted, or is of another account.'],
  [/too large/, 'Send less with one event: long texts and lists are most of it.'],
  [/^content-type/, 'Send the body as text/plain or application/x-www-form-urlencoded.'],
  [/^no such|there is no/, 'The record was deleted, or is of another account: copy its code again.'],
];

/** The same by status. */
const BY_STATUS: Record<number, string> = {
  405: 'Send it with GET or POST.',
  429: 'Send fewer at once.',
  503: 'Nothing is wrong with it: the collector could not store it then. The tag sends it again by itself.',
};

/** What the sender of a refused beacon can do. */
export const refusalFix = (status: number, reason: string): string =>
  FIXES.find(([pattern]) => pattern.test(reason))?.[1] ??
  BY_STATUS[status] ??
  'Send it as the documentation of the beacon says; the reason names what is wrong.';
