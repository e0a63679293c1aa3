import { describe, expect, it } from 'vitest';
import { isStoredAs, otherEvent } from '../../../src/server/collect/otherEvent.ts';
import type { StoredEvent } from '../../../src/server/store/event.ts';

const event = (more: Partial<StoredEvent> = {}, order_id?: unknown): StoredEvent => ({
  writeKey: 'k1',
  messageId: 'k1:purchase:A-1',
  type: 'track',
  event: 'purchase',
  anonymousId: 'a',
  userId: '',
  receivedAt: 1,
  time: 1,
  clamped: false,
  fields: { anonymousId: 'a', ...(order_id !== undefined && { properties: { order_id } }) },
  ...more,
});

/** As the tag marks a beacon that lost its ends. */
const CUT = { anonymousId: 'a', context: { truncated: 'true' }, properties: { order_id: 'A-' } };

describe('an event of a known messageId', () => {
  it.each<[string, StoredEvent, StoredEvent]>([
    ['comes again', event(), event()],
    ['comes again later, with another visitor', event({ time: 9, anonymousId: 'b' }), event()],
    ['has its order as a number', event({}, 7), event({}, '7')],
    ['has its order with spaces around it', event({}, ' A-1 '), event({}, 'A-1')],
    ['names no order', event(), event({}, 'A-1')],
    ['names an order that the known one did not', event({}, 'A-1'), event()],
    ['has an order that is none', event({}, {}), event({}, 'A-1')],
    [
      'has a name that the store keeps short',
      event({ event: 'x'.repeat(300) }),
      event({ event: 'x'.repeat(255) }),
    ],
    ['was cut to fit a URL', event({ event: 'purch', fields: CUT }), event()],
    ['comes whole where the known one was cut', event(), event({ event: 'purch', fields: CUT })],
  ])('that %s is the same', (_, again, known) => {
    expect(otherEvent(again, known)).toBeUndefined();
  });

  it.each<[string, StoredEvent]>([
    ['another type', event({ type: 'page' })],
    ['another name', event({ event: 'refund' })],
    ['another order', event({}, 'A-2')],
  ])('and %s is another one, under an id of its own', (_, sent) => {
    const other = otherEvent(sent, event({}, 'A-1'))!;
    expect(other.under('mark')).toEqual({
      ...sent,
      messageId: 'tgp-mark',
      fields: { ...sent.fields, context: { tgp: { messageId: sent.messageId } } },
    });
    expect(otherEvent({ ...sent, time: 5 }, event({}, 'A-1'))!.name).toBe(other.name);
  });

  it('is the same where the known one is not kept any more', () => {
    expect(otherEvent(event(), undefined)).toBeUndefined();
  });

  it('keeps what it says of itself, and a name of its own for each order and tag', () => {
    const context = { page: { url: 'u' }, tgp: { retried: '1' } };
    const fields = { context, properties: { order_id: 'A-2' } };
    expect(otherEvent(event({ fields }), event({}, 'A-1'))!.under('').fields.context).toEqual({
      page: { url: 'u' },
      tgp: { retried: '1', messageId: 'k1:purchase:A-1' },
    });
    const page = event({ fields: { context: 'text' }, type: 'page' });
    expect(otherEvent(page, event())!.under('').fields.context).toEqual({
      tgp: { messageId: 'k1:purchase:A-1' },
    });
    const sent = [event({}, 'A-2'), event({}, 'A-3'), event({ writeKey: 'k2' }, 'A-2')];
    const names = sent.map(each => otherEvent(each, event({}, 'A-1'))!.name);
    expect(new Set(names).size).toBe(3);
  });

  it('had an id that anybody could make: what is stored under it is that one, unless only one of them is signed', () => {
    const sent = event({}, 'A-2');
    const { oldId, under } = otherEvent(sent, event({}, 'A-1'))!;
    expect(oldId).toBe('tgp-b43b0e3b4a44e52cc67eef3e83ffb6d9');
    const stored = { ...under(''), messageId: oldId };
    expect(isStoredAs(sent, stored)).toBe(true);
    expect(isStoredAs(sent, undefined)).toBe(false);
    expect(isStoredAs(sent, event({ messageId: oldId }))).toBe(false);
    const signed = event({ fields: { context: { tgp: { signed: 'true' } } } });
    expect(isStoredAs(signed, stored)).toBe(false);
  });
});
