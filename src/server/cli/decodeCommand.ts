import { BEACON_PATH, type EventType } from '../../protocol/event.ts';
import { MAX_URL_LENGTH } from '../../protocol/limits.ts';
import { OWN_NAMES } from '../../protocol/ownPath.ts';
import { decodeQuery, type Fields } from '../../protocol/query.ts';
import { eventJson } from '../api/collector/eventJson.ts';
import { validateEvent } from '../collect/validateEvent.ts';
import { BadOption } from './badOption.ts';
import { readBeacon } from './readBeacon.ts';

const HELP = `Usage: tgp decode '<beacon URL>'

Prints the event that a beacon carries, as this collector and as a RudderStack server store it, and what to look out for.
Of a query alone, too; it sends and stores nothing. Put it in quotes: a shell reads & and ?.

  --help                 this text`;

/** What `tgp decode` says of a beacon. */
export interface Decoded {
  /** The event as this collector stores it, or why it would refuse it. */
  collector: { stores: object } | { refuses: string };
  /** The same for a RudderStack server, which answers with its image whatever it does. */
  rudderstack: { stores: object } | { drops: string };
  warnings: string[];
}

/** Below a tag's own path. */
const OWN_BEACON = new RegExp(`/[a-z0-9-]{1,32}/(${OWN_NAMES.page}|${OWN_NAMES.track})$`);

const TRACK_PATH = new RegExp(`/(track|${OWN_NAMES.track})$`);

/** `tgp decode '<beacon URL>'`: the event that a beacon carries, and what to look out for. */
export function decodeCommand(args: string[]): string {
  if (args.some(arg => arg === '--help' || arg === '-h')) return HELP;
  const [beacon, ...more] = args;
  if (!beacon || more.length) {
    throw new BadOption(
      "decode takes one beacon, in quotes: tgp decode 'https://…/pixel/v1/track?writeKey=…'",
    );
  }
  return JSON.stringify(decodeBeacon(beacon), null, 2);
}

/** @param beacon a URL, or its query string alone: that of a page where it has no `event` */
export function decodeBeacon(beacon: string): Decoded {
  const { path, query } = readBeacon(beacon);
  const decoded = decodeQuery(query);
  const { fields } = decoded;
  const isTrack = path ? TRACK_PATH.test(path) : 'event' in fields;
  const type: EventType = isTrack ? 'track' : 'page';
  const { event, refusal } = validateEvent(type, decoded, {
    receivedAt: Date.now(),
    messageId: () => '(a new uuid)',
  });
  return {
    collector: refusal ? { refuses: `${refusal.status} ${refusal.reason}` } : { stores: eventJson(event) },
    rudderstack: atRudderstack(type, fields),
    warnings: [
      ...decoded.skipped.map(({ key, reason }) => `${key || '(empty)'}: left out: ${reason}`),
      ...warningsOf(beacon, path, query, fields),
    ],
  };
}

/** Its pixel routes as read from its source: defaults first, then the query, then the type. */
function atRudderstack(type: EventType, fields: Fields): Decoded['rudderstack'] {
  const { writeKey, ...rest } = fields;
  if (writeKey === undefined) return { drops: 'failed to read writekey from query params' };
  if (!writeKey) return { drops: 'failed to read writekey from header' };
  if (!rest.anonymousId && !rest.userId) return { drops: 'request neither has anonymousId nor userId' };
  if (type === 'track' && rest.event === '') return { drops: "track: Mandatory field 'event' missing" };
  if (type === 'page' && rest.name === '') rest.name = 'Unknown Page';
  const defaults = { channel: 'web', integrations: { All: true }, messageId: '(a new uuid)' };
  const time = '(its own clock)';
  return { stores: { ...defaults, originalTimestamp: time, sentAt: time, ...rest, type } };
}

function warningsOf(beacon: string, path: string, query: string, fields: Fields): string[] {
  const { integrations, messageId, originalTimestamp, sentAt, name, event } = fields;
  const warnings: [when: unknown, text: string][] = [
    [
      path && !new RegExp(`${BEACON_PATH}(page|track)$`).test(path) && !OWN_BEACON.test(path),
      `the path is not ${BEACON_PATH}page or ${BEACON_PATH}track, nor below a tag's own`,
    ],
    [
      OWN_BEACON.test(path),
      `RudderStack has no such path: it takes ${BEACON_PATH}page and ${BEACON_PATH}track`,
    ],
    [beacon.length > MAX_URL_LENGTH, `${beacon.length} characters: many servers stop at 8,192`],
    [!messageId, 'messageId is missing: sent twice, it counts twice'],
    [!originalTimestamp || !sentAt, 'originalTimestamp or sentAt is missing: the time of arrival counts'],
    [integrations, 'integrations: RudderStack reads texts here as "send it nowhere"'],
    [name === '', 'name is empty: the page becomes "Unknown Page"'],
    [event === undefined && TRACK_PATH.test(path), 'event is missing: RudderStack stores it without a name'],
    [dependsOnOrder(query), 'some keys collide (like a and a.b): RudderStack keeps one of them at random'],
  ];
  return warnings.filter(([when]) => when).map(([, text]) => text);
}

/** Read from its end, a query without collisions is the same event. */
function dependsOnOrder(query: string): boolean {
  const pairs = new Map(query.split('&').map(pair => [pair.split('=', 1)[0], pair]));
  const read = (order: string[]) =>
    flat(decodeQuery(order.join('&')).fields)
      .sort()
      .join();
  return read([...pairs.values()]) !== read([...pairs.values()].reverse());
}

function flat(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || !value) return [`${path}=${value}`];
  const children = Object.entries(value).flatMap(([key, child]) =>
    flat(child, `${path}/${JSON.stringify(key)}`),
  );
  return Array.isArray(value) ? [`${path}[]`, ...children] : children;
}
