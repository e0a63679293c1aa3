import { Type } from 'typebox';
import { ownTag } from '../../access/auth.ts';
import { MAX_CLICK_MINUTES, MAX_VIEW_MINUTES } from '../../attribution/credit.ts';
import { HttpError } from '../../http/errors.ts';
import type { StoredEvent } from '../../store/event.ts';
import { packFields } from '../../store/packFields.ts';
import type { Store } from '../../store/store.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime } from '../time.ts';
import { conversionJson } from './conversionsJson.ts';
import { EventWayAnswer } from './eventWayAnswer.ts';
import { whoSaid } from './whoSaid.ts';

/** Conversions of one account in one millisecond that are looked at: whoever has more finds them in the list. */
const MAX_AT_ONCE = 500;

const WayQuery = Type.Object(
  { writeKey: Type.String(), messageId: Type.String() },
  { additionalProperties: false },
);

/** What became of one event. */
export const eventWay: ApiRoutes = async (app, { store }) => {
  app.get(
    '/events/way',
    {
      schema: {
        summary:
          'Say what became of an event: when it came, how it is counted, what it is credited to and why',
        querystring: WayQuery,
        response: { 200: EventWayAnswer },
        shown: { refusals: [404] },
      },
    },
    async ({ access, query }) => {
      const { writeKey, messageId } = query;
      const { account_id } = await ownTag(store, access, writeKey);
      const event = await store.event(writeKey, messageId);
      if (!event) throw new HttpError('not_found', 'no event of this messageId is stored');
      return {
        messageId,
        writeKey,
        type: event.type,
        event: event.event,
        received_at: isoTime(event.receivedAt),
        happened_at: isoTime(event.time),
        late_ms: event.receivedAt - event.time,
        clamped: event.clamped,
        bytes: Buffer.byteLength(packFields(event.fields)),
        counted: await countedOf(store, account_id, event),
        conversions: await conversionsOf(store, account_id, event),
      };
    },
  );
};

async function countedOf(store: Store, accountId: string, event: StoredEvent) {
  const told = event.type === 'page' ? undefined : (await store.kinds.told([event]))[0];
  const kind = event.type === 'page' ? 'page_view' : told?.kind;
  if (kind === undefined) return null;
  return {
    kind,
    ...(await whoSaid(store, accountId, event, kind)),
    repeat_of: told?.repeatOf ?? null,
  };
}

/** The conversions that an event made: they happened when it did. */
async function conversionsOf(store: Store, accountId: string, { writeKey, messageId, time }: StoredEvent) {
  const at = { accounts: [accountId], from: time, to: time + 1, limit: MAX_AT_ONCE };
  const { conversions } = await store.conversions(at);
  const own = conversions.filter(row => row.write_key === writeKey && row.message_id === messageId);
  return Promise.all(
    own.map(async row => {
      const pixel = await store.conversionPixels.get(row.pixel_id);
      const rule = pixel && {
        name: pixel.name,
        trigger: pixel.trigger_type,
        click_minutes: pixel.post_click_expire_mins || MAX_CLICK_MINUTES,
        view_minutes: pixel.post_view_expire_mins || MAX_VIEW_MINUTES,
        landings: pixel.landings_count === 1,
      };
      return { ...conversionJson(row), rule: rule ?? null };
    }),
  );
}
