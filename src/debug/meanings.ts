/** What the tag's short warnings and reasons mean, and what helps. The first that fits counts. */
const MEANINGS: [said: RegExp, meaning: string][] = [
  [
    /no writeKey, endpoint/,
    'tgp(“init”) needs the tag’s write key (32 letters and digits) and, where the script does not come from the collector, an endpoint: tgp("init", "WRITE_KEY", {endpoint: "https://collect.example.com"}). Copy the snippet from the console again.',
  ],
  [
    /consent denied/,
    'Consent to analytics is denied: nothing is sent, and what waited is dropped. The page, its consent platform, or tgp("consent", …) said so.',
  ],
  [
    /\bconsent\b.*\bis not /,
    'A category of consent can be granted, denied or pending. What is none of them counts as denied, so that nobody is tracked by a mistake.',
  ],
  [
    /\bconsent\b.*try/,
    'There is no category of consent by this name. The tag knows analytics and ads (and Consent Mode’s names for them); a refusal under another name refuses both.',
  ],
  [
    /no event name/,
    'track, conversion and microconversion need a name as their first argument: tgp("track", "name", {…}). An empty text or undefined is none.',
  ],
  [
    /no init of/,
    'The event is for a write key (its option “to”) that no tgp("init") of this page named. Compare the two, letter by letter.',
  ],
  [
    /too many/,
    'Two hundred events wait for tgp("init"), for consent or for a prerendered page to be shown: the newest is dropped. Or a list or an object in the properties is too deep, too long or holds itself.',
  ],
  [
    /status 401/,
    'The collector knows no tag of this write key, or the tag is turned off. The event is not sent again. Look at Tags in the console.',
  ],
  [
    /status 400/,
    'The collector says that the event is wrong; its answer in the browser’s network panel says why. It is not sent again.',
  ],
  [/status 404/, 'There is no collector at this address, or a proxy in front of it cuts the path.'],
  [
    /status 413|status 414/,
    'The event is too long for the collector or a proxy in front of it: send less with it.',
  ],
  [/status 429/, 'Too many events at once: the tag waits and sends it again.'],
  [/status 5/, 'The collector or a proxy failed. The tag keeps the event and sends it again by itself.'],
  [
    /status 2|status 3/,
    'Somebody answered, but not the collector: a portal, a service worker or a proxy. The tag sends it again.',
  ],
  [
    /no answer/,
    'The request got no answer: a blocker, the page’s Content-Security-Policy (connect-src and img-src must name the collector), or the network. The tag keeps the event and sends it again.',
  ],
  [
    /\brename\b/,
    'Another script owns the global of this name (Telegram’s pixel for one). Give ours another one: data-tgp, or “global” where the snippet is made.',
  ],
  [/piggyback.*\btry https/, 'A piggyback needs an address that begins with https.'],
  [/piggyback.*\btry (img|js)/, 'A piggyback is an image (img) or a script (js).'],
  [/\bon\b.*\btry (sen[dt]|skip|fail)/, 'tgp("on") listens to send, sent, skip and fail.'],
  [
    /is no id/,
    'What the page gave as the user’s id is surely none (undefined, null, an object as a text): nobody is identified by it.',
  ],
  [/refund.*no order_id/, 'A refund needs the order_id of the order that it gives back.'],
  [/\binit\b.*try/, 'tgp("init") has no option of this name; the nearest one that it has is named.'],
  [
    /\bevent\b.*try/,
    'No saved pixel or pixel event of this account has this id; the nearest one is named. It is sent as it stands.',
  ],
  [/\btry\b/, 'There is no command of this name; the nearest one that there is is named.'],
  [
    /no text/,
    'A property is a function, a symbol or no number (NaN): it has no text, and is left out. The rest is sent.',
  ],
];

/** What a warning or a reason of the tag's means; '' where there is nothing to add. */
export const meaningOf = (said: string): string =>
  (MEANINGS.filter(([pattern]) => pattern.test(said))[0] || ['', ''])[1];
