import type { EventFilter, EventPage, StoredEvent } from '../../store/event.ts';
import { eventOf } from '../../store/eventOf.ts';
import { fittingPlaces } from '../../store/fittingPlaces.ts';
import { indexed } from '../../store/indexed.ts';
import type { Servers } from '../servers.ts';
import { tagsByServer } from './byServer.ts';
import { type EventPlace, eventRows, eventsAt, type FoundPlace, SIZE, type SizedPlace } from './eventRows.ts';
import { order } from './order.ts';
import { merged } from './walk.ts';
import { walkDays } from './walkDays.ts';

const newest = order<EventPlace>(['received_at', 'account_id', 'seq']);

/** Reads a page of events, newest first: the events themselves last, as long as they fit. */
export async function events(
  servers: Servers,
  filter: EventFilter,
  signal?: AbortSignal,
): Promise<EventPage> {
  const { writeKeys, event, type, anonymousId, userId, from, to, limit, maxBytes, cursor } = filter;
  const after = cursor === undefined ? undefined : newest.placeAt(cursor);
  // The one that finds the fewest is looked up; the rest is asked of what that finds.
  const asked = (
    [
      ['anonymous_id', anonymousId],
      ['user_id', userId],
      ['event', event],
      ['type', type],
    ] as const
  ).flatMap(([column, value]) => (value === undefined ? [] : { column, value: indexed(value) }));
  const first = asked.find(({ column, value }) => column !== 'user_id' || value !== '');
  const rest = asked.filter(each => each !== first);
  signal?.throwIfAborted();
  const groups = [...(await tagsByServer(servers, writeKeys))];
  const parts = await Promise.all(
    groups.map(async ([server, tags]) => {
      const part = await walkDays<SizedPlace, (typeof tags)[number]>(server.within(signal), {
        keys: tags,
        keyColumns: ['account_id', 'write_key'],
        seen: ['account_id', 'seq', 'received_at', 'fields', ...rest.map(({ column }) => column)].join(', '),
        columns: `account_id, seq, received_at, ${SIZE}`,
        found: param => [
          ...(first ? [`${first.column} = ${param(first.value)}`] : []),
          // The index has no others.
          ...(first?.column === 'user_id' ? [`user_id <> ''`] : []),
        ],
        ...(rest.length && {
          filters: param => rest.map(({ column, value }) => `${column} = ${param(value)}`),
        }),
        order: newest,
        from,
        to,
        limit,
        after: after && { ...after, size: 0 },
      });
      return { rows: part.rows.map(row => ({ ...row, server })), end: part.end && { ...part.end, server } };
    }),
  );
  const { rows: places, next: end } = merged<FoundPlace>(parts, newest, limit);
  const fitting = fittingPlaces(places, maxBytes);
  const found = await eventsAt(fitting, signal);
  const last = fitting.at(-1);
  return {
    events: found.map(each => each.event),
    next: last && fitting.length < places.length ? newest.cursorAt(last) : end,
  };
}

/** The event of a tag that has a `messageId`. */
export async function event(
  servers: Servers,
  writeKey: string,
  messageId: string,
): Promise<StoredEvent | undefined> {
  for (const [server, [tag]] of await tagsByServer(servers, [writeKey])) {
    const session = server.within();
    const place = await session.first<EventPlace>(
      'SELECT account_id, seq, received_at FROM seen WHERE account_id = $1 AND write_key = $2 AND message_id = $3',
      [tag!.account_id, writeKey, messageId],
    );
    const [row] = place ? await eventRows(session, [place]) : [];
    if (row) return eventOf(row);
  }
  return undefined;
}
