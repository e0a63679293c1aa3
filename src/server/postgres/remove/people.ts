import { indexed } from '../../store/indexed.ts';
import type { People } from '../../store/people.ts';
import { type Part, type ReadSectionLater, readHeldLater, type Section } from '../../store/readHeld.ts';
import type { Context } from '../context.ts';
import type { Read } from '../read/read.ts';
import type { Server } from '../server.ts';
import { erasePerson } from './erasePerson.ts';
import { keysOf, partsOf } from './partsOf.ts';
import { personPage } from './personRows.ts';

interface Asked {
  limit: number;
  maxBytes: number;
  cursor: string | undefined;
}

/** All that is held of one person. */
export function people(context: Context, read: Pick<Read, 'events' | 'visits'>): People {
  const { servers, mark } = context;

  async function readEvents(server: Server, { accountId, by, id, isAlone }: Part, page: Asked) {
    const { events, next } = await read.events({
      writeKeys: await keysOf(server, accountId),
      ...(by === 'user_id' ? { userId: id } : { anonymousId: id }),
      ...(isAlone && { userId: '' }),
      limit: page.limit,
      maxBytes: page.maxBytes,
      ...(page.cursor !== undefined && { cursor: page.cursor }),
    });
    return { rows: events, next };
  }

  async function readVisits(server: Server, { accountId, id }: Part, { limit, cursor }: Asked) {
    const writeKeys = await keysOf(server, accountId);
    const { visits, next } = await read.visits({ writeKeys, visitor: id, limit, cursor });
    return { rows: visits, next };
  }

  const readSection = async (section: Section, part: Part, page: Asked) => {
    const server = await servers.find(part.accountId);
    if (!server) return { rows: [], next: null };
    if (section === 'events') return readEvents(server, part, page);
    if (section === 'visits') return readVisits(server, part, page);
    return personPage(server, section, part, page.limit, page.cursor);
  };

  return {
    async held(filter) {
      const parts: Part[] = [];
      for (const accountId of filter.accounts) {
        const server = await servers.find(accountId);
        if (server) parts.push(...(await partsOf(server, accountId, filter)).reverse());
      }
      return readHeldLater(parts, readSection as ReadSectionLater, filter);
    },
    erase: (person, erasing) => erasePerson(context, person, erasing),
    mark: async ({ by, id }) => mark(by, indexed(id)).toString('hex'),
  };
}
