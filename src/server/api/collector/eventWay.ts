import { Type } from 'typebox';
import { DAY_MS } from '../../../protocol/durations.ts';
import { ownTag } from '../../access/auth.ts';
import { MAX_CLICK_MINUTES, MAX_VIEW_MINUTES } from '../../attribution/credit.ts';
import { HttpError } from '../../http/errors.ts';
import type { StoredEvent } from '../../store/event.ts';
import { packFields } from '../../store/packFields.ts';
import type { Store } from '../../store/store.ts';
import { visitId } from '../../store/visits.ts';
import { sessionOf } from '../../visits/sessionOf.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime } from '../time.ts';
import { conversionJson } from './conversionsJson.ts';
import { EventWayAnswer } from './eventWayAnswer.ts';
import { whoSaid } from './whoSaid.ts';

/** Conversions of one account in one millisecond that are looked at: whoever has more finds them in the list. */
const MAX_AT_ONCE = 500;

/** Visits of one visitor in a day that are looked at. */
const MAX_VISITS = 100;

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
        visit: await visitOf(store, event),
        conversions: await conversionsOf(store, account_id, event),
      };
    },
  );
};

/** The visit that an event belongs to. */
async function visitOf(store: Store, event: StoredEvent) {
  const of = sessionOf(event);
  if (!of) return null;
  const { writeKey, time } = event;
  const visit = of.session
    ? await store.visit(writeKey, visitId(of))
    : await visitAt(store, { writeKey, visitor: of.visitor, time });
  if (!visit) return null;
  const { id, views, events, channel, source, medium, campaign, counted, why } = visit;
  const times = { started_at: isoTime(visit.started_at), ended_at: isoTime(visit.ended_at) };
  const reasons = why ? why.split(',') : [];
  return { id, ...times, views, events, channel, source, medium, campaign, counted, why: reasons };
}

/** A visitor's visit at a time, where no session's id says which. */
async function visitAt(
  store: Store,
  { writeKey, visitor, time }: { writeKey: string; visitor: string; time: number },
) {
  const asked = { writeKeys: [writeKey], visitor, from: time - DAY_MS, to: time + 1, limit: MAX_VISITS };
  const { visits } = await store.visits(asked);
  return visits.find(each => each.started_at <= time && each.ended_at >= time);
}

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
        piggybacks: JSON.parse(pixel.piggyback_pixels).length as number,
      };
      return { ...conversionJson(row), rule: rule ?? null };
    }),
  );
}
