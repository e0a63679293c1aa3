import { isWord, MAX_NAMES, OTHER_NAMES } from '../../store/names.ts';
import { hourOf } from '../../store/quarters.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';
import { numbers, texts } from './arrays.ts';
import { byKey } from './byKey.ts';
import type { CountedName } from './countedName.ts';

const FIND = `SELECT asked.at FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
    AS asked(at, account_id, write_key, type, event, hour)
  WHERE (SELECT true FROM counts WHERE counts.account_id = asked.account_id AND counts.write_key = asked.write_key
    AND counts.type = asked.type AND counts.event = asked.event AND counts.hour = asked.hour)`;

/** How many names an hour has; none is added where its events are gone. */
const PLACES = `SELECT asked.at,
    coalesce((SELECT names FROM hour_names AS own WHERE own.account_id = asked.account_id
      AND own.write_key = asked.write_key AND own.hour = asked.hour), 0) AS names,
    coalesce((SELECT until > asked.hour FROM retention AS own WHERE own.account_id = asked.account_id
      AND own.write_key = asked.write_key), false) AS is_gone
  FROM unnest($1::int[], $2::text[], $3::text[], $4::bigint[]) AS asked(at, account_id, write_key, hour)`;

const TAKE = `INSERT INTO hour_names (account_id, write_key, hour, names)
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])
  ON CONFLICT (account_id, write_key, hour) DO UPDATE SET names = excluded.names`;

/** An hour of a tag, and how many names it has and had. */
interface Hour extends CountedName {
  names: number;
  before: number;
  isGone: boolean;
}

const hourKey = ({ accountId, writeKey, time }: CountedName) => `${accountId} ${writeKey} ${hourOf(time)}`;
const nameKey = (each: CountedName) => `${hourKey(each)} ${each.type} ${each.event}`;

/**
 * Tells what events are counted under, in the events' own order: names that nobody knows have their place in an hour, the first
 * of them to arrive. Each is known by what was known when it arrived.
 */
export function namePlaces(
  session: Session,
  facts: AccountFacts,
): (events: CountedName[]) => Promise<(event: CountedName) => string> {
  const isWordOf = ({ accountId, type, event, seq }: CountedName): boolean =>
    isWord(type, event) || seq <= facts.of(accountId).state.uncapped_event;

  const isNamed = ({ accountId, type, event, seq }: CountedName): boolean =>
    type === 'track' && facts.of(accountId).names.get(event)! <= seq;

  /** Those that are counted in their hours already. */
  async function counted(events: CountedName[]): Promise<Set<string>> {
    const asked = [...new Map(events.map(each => [nameKey(each), each])).values()];
    const rows = await session.all<{ at: number }>(FIND, [
      numbers([...asked.keys()], at => at),
      texts(asked, each => each.accountId),
      texts(asked, each => each.writeKey),
      texts(asked, each => each.type),
      texts(asked, each => each.event),
      numbers(asked, each => hourOf(each.time)),
    ]);
    return new Set(rows.map(({ at }) => nameKey(asked[at]!)));
  }

  async function hoursOf(events: CountedName[]): Promise<Map<string, Hour>> {
    const asked = byKey(new Map(events.map(each => [hourKey(each), each])));
    if (!asked.length) return new Map();
    const rows = await session.all<{ at: number; names: number; is_gone: boolean }>(PLACES, [
      numbers([...asked.keys()], at => at),
      texts(asked, each => each.accountId),
      texts(asked, each => each.writeKey),
      numbers(asked, each => hourOf(each.time)),
    ]);
    return new Map(
      rows.map(({ at, names, is_gone }) => [
        hourKey(asked[at]!),
        { ...asked[at]!, names, before: names, isGone: is_gone },
      ]),
    );
  }

  async function write(taken: Hour[]): Promise<void> {
    if (!taken.length) return;
    await session.run(TAKE, [
      texts(taken, each => each.accountId),
      texts(taken, each => each.writeKey),
      numbers(taken, each => hourOf(each.time)),
      numbers(taken, each => each.names),
    ]);
  }

  return async events => {
    const unknown = events.filter(each => !isWordOf(each));
    if (!unknown.length) return ({ event }) => event;
    const isThere = await counted(unknown);
    const strange = unknown.filter(each => !isThere.has(nameKey(each)));
    await facts.know(
      session,
      strange
        .filter(({ type }) => type === 'track')
        .map(({ accountId, event }) => ({ accountId, kind: 'names', id: event })),
    );
    const hours = await hoursOf(strange.filter(each => !isNamed(each)));
    const others = new Set<CountedName>();
    for (const each of strange) {
      if (isThere.has(nameKey(each))) continue;
      if (!isNamed(each)) {
        const hour = hours.get(hourKey(each))!;
        if (hour.isGone || hour.names >= MAX_NAMES) {
          others.add(each);
          continue;
        }
        hour.names++;
      }
      isThere.add(nameKey(each));
    }
    await write([...hours.values()].filter(({ names, before }) => names > before));
    return each => (others.has(each) ? OTHER_NAMES : each.event);
  };
}
