import { describe, expect, it } from 'vitest';
import { otherEvent } from '../../../src/server/collect/otherEvent.ts';
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
    expect(other.messageId).toMatch(/^tgp-[0-9a-f]{32}$/);
    expect(other).toEqual({
      ...sent,
      messageId: other.messageId,
      fields: { ...sent.fields, context: { tgp: { messageId: sent.messageId } } },
    });
    expect(otherEvent(sent, event({}, 'A-1'))).toEqual(other);
    expect(otherEvent({ ...sent, time: 5 }, event({}, 'A-1'))!.messageId).toBe(other.messageId);
  });

  it('is the same where the known one is not kept any more', () => {
    expect(otherEvent(event(), undefined)).toBeUndefined();
  });

  it('keeps what it says of itself, and an id of its own for each order', () => {
    const context = { page: { url: 'u' }, tgp: { retried: '1' } };
    const other = otherEvent(
      event({ fields: { context, properties: { order_id: 'A-2' } } }),
      event({}, 'A-1'),
    )!;
    expect(other.fields.context).toEqual({
      page: { url: 'u' },
      tgp: { retried: '1', messageId: 'k1:purchase:A-1' },
    });
    expect(otherEvent(event({ fields: { context: 'text' }, type: 'page' }), event())!.fields.context).toEqual(
      {
        tgp: { messageId: 'k1:purchase:A-1' },
      },
    );
    const ids = ['A-2', 'A-3'].map(id => otherEvent(event({}, id), event({}, 'A-1'))!.messageId);
    expect(new Set(ids).size).toBe(2);
  });
});
