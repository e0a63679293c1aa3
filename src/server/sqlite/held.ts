import type { Held, HeldFilter } from '../store/people.ts';
import { type Part, readHeld, type Section } from '../store/readHeld.ts';
import type { ConversionRow, TouchRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { events } from './events.ts';
import { personParts } from './personParts.ts';
import { personRows } from './personRows.ts';
import { readVisits } from './visits/readVisits.ts';

interface Page {
  limit: number;
  maxBytes: number;
  cursor?: string;
}

/** Shows all that is held of one person, a page at a time. */
export function held(db: Connection): (filter: HeldFilter) => Held {
  const rows = personRows(db);
  const { keysOf, maybe, isShared } = personParts(db);

  function readEvents({ accountId, by, id, isAlone }: Part, page: Page) {
    const found = events(db, {
      writeKeys: keysOf(accountId),
      ...(by === 'user_id' ? { userId: id } : { anonymousId: id }),
      ...(isAlone && { userId: '' }),
      ...page,
    });
    return { rows: found.events, next: found.next };
  }

  function readPart(
    section: Section,
    part: Part,
    { cursor, maxBytes, limit }: Page & { cursor: string | undefined },
  ) {
    const place = cursor === undefined ? {} : { cursor };
    if (section === 'events') return readEvents(part, { limit, maxBytes, ...place });
    if (section !== 'visits') return rows.page<TouchRow | ConversionRow>(section, part, limit, cursor);
    const { accountId, id: visitor } = part;
    const found = readVisits(db, { writeKeys: keysOf(accountId), visitor, limit, ...place });
    return { rows: found.visits, next: found.next };
  }

  return filter => {
    const parts = filter.accounts.flatMap(accountId => maybe(accountId, filter).reverse());
    const known = new Map<Part, boolean>();
    const isOthers = (part: Part) => {
      const is = known.get(part) ?? isShared(part, filter);
      known.set(part, is);
      return is;
    };
    const read = (section: Section, part: Part, page: Parameters<typeof readPart>[2]) =>
      isOthers(part) ? { rows: [], next: null } : readPart(section, part, page);
    return readHeld(parts, read as never, filter);
  };
}
