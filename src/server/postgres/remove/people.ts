import { indexed } from '../../store/indexed.ts';
import type { Held, HeldFilter, People } from '../../store/people.ts';
import { type Part, type ReadSectionLater, readHeldLater, type Section } from '../../store/readHeld.ts';
import type { Context } from '../context.ts';
import type { Read } from '../read/read.ts';
import type { Session } from '../session.ts';
import { erasePerson } from './erasePerson.ts';
import { keysOf, maybePartsOf, STEP, sharedOf } from './partsOf.ts';
import { personPage } from './personRows.ts';

interface Asked {
  limit: number;
  maxBytes: number;
  cursor: string | undefined;
}

/** All that is held of one person. */
export function people(context: Context, read: Pick<Read, 'events' | 'visits'>): People {
  const { servers, mark } = context;

  async function readEvents(
    { by, id, isAlone }: Part,
    writeKeys: string[],
    page: Asked,
    signal?: AbortSignal,
  ) {
    const { events, next } = await read.events(
      {
        writeKeys,
        ...(by === 'user_id' ? { userId: id } : { anonymousId: id }),
        ...(isAlone && { userId: '' }),
        limit: page.limit,
        maxBytes: page.maxBytes,
        ...(page.cursor !== undefined && { cursor: page.cursor }),
      },
      signal,
    );
    return { rows: events, next };
  }

  async function readVisits(
    { id: visitor }: Part,
    writeKeys: string[],
    { limit, cursor }: Asked,
    signal?: AbortSignal,
  ) {
    const { visits, next } = await read.visits({ writeKeys, visitor, limit, cursor }, signal);
    return { rows: visits, next };
  }

  /** A page. Of visitors who may be somebody else's only those are looked at that it comes to. */
  async function held(filter: HeldFilter, signal?: AbortSignal): Promise<Held> {
    const parts: Part[] = [];
    const places = new Map<string, { session: Session; writeKeys: string[] }>();
    for (const accountId of filter.accounts) {
      const session = (await servers.find(accountId))?.within(signal);
      if (!session) continue;
      places.set(accountId, { session, writeKeys: await keysOf(session, accountId) });
      parts.push(...(await maybePartsOf(session, accountId, filter)).reverse());
    }
    const known = new Map<Part, boolean>();

    async function isOthers(part: Part, session: Session): Promise<boolean> {
      if (!known.has(part)) {
        const at = parts.indexOf(part);
        const some = parts.slice(at, at + STEP).filter(each => each.accountId === part.accountId);
        const shared = await sharedOf(session, part.accountId, some, filter);
        for (const each of some) known.set(each, shared.has(each));
      }
      return known.get(part)!;
    }

    const readSection = async (section: Section, part: Part, page: Asked) => {
      const { session, writeKeys } = places.get(part.accountId)!;
      if (await isOthers(part, session)) return { rows: [], next: null };
      if (section === 'events') return readEvents(part, writeKeys, page, signal);
      if (section === 'visits') return readVisits(part, writeKeys, page, signal);
      return personPage(session, section, part, page.limit, page.cursor);
    };
    return readHeldLater(parts, readSection as ReadSectionLater, filter);
  }

  return {
    held,
    erase: (person, erasing) => erasePerson(context, person, erasing),
    mark: async ({ by, id }) => mark(by, indexed(id)).toString('hex'),
  };
}
