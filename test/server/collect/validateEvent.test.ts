import { describe, expect, it } from 'vitest';
import { decodeQuery } from '../../../src/protocol/query.ts';
import { validateEvent } from '../../../src/server/collect/validateEvent.ts';

const validate = (type: 'page' | 'track', query: string) =>
  validateEvent(type, decodeQuery(query), { receivedAt: 1000, messageId: () => 'made' });

describe('refuses', () => {
  it.each([
    [
      'a query without writeKey',
      'track',
      'anonymousId=a&event=E',
      'failed to read writekey from query params',
    ],
    [
      'an empty writeKey',
      'track',
      'writeKey=&anonymousId=a&event=E',
      'failed to read writekey from query params',
    ],
    [
      'a writeKey of a colon',
      'track',
      'writeKey=:x&anonymousId=a&event=E',
      'failed to read writekey from query params',
    ],
    [
      'a writeKey that is an object',
      'track',
      'writeKey.a=k&anonymousId=a',
      'failed to read writekey from query params',
    ],
    ['no identity', 'track', 'writeKey=k&event=E', 'request neither has anonymousId nor userId'],
    [
      'an identity of spaces',
      'page',
      'writeKey=k&userId=%20%C2%A0',
      'request neither has anonymousId nor userId',
    ],
    [
      'an identity nobody can see',
      'page',
      'writeKey=k&anonymousId=%E2%80%8B',
      'request neither has anonymousId nor userId',
    ],
    [
      'an identity that is an object',
      'page',
      'writeKey=k&anonymousId.x=1',
      'request neither has anonymousId nor userId',
    ],
    ['a track without event', 'track', 'writeKey=k&userId=u', "track: Mandatory field 'event' missing"],
    [
      'a track with an empty event',
      'track',
      'writeKey=k&userId=u&event=',
      "track: Mandatory field 'event' missing",
    ],
    [
      'an event that is an object',
      'track',
      'writeKey=k&userId=u&event.x=E',
      "track: Mandatory field 'event' missing",
    ],
    ['an index past the limit', 'page', 'writeKey=k&userId=u&a.5000=1', /^a\.5000: an index above 999/],
    [
      'a messageId past 255 characters',
      'page',
      `writeKey=k&userId=u&messageId=${'m'.repeat(256)}`,
      'messageId: 256 characters, send at most 255',
    ],
  ] as const)('%s', (_name, type, query, reason) => {
    const { event, refusal } = validate(type, query);
    expect(event).toBeUndefined();
    expect(refusal).toEqual({
      status: 400,
      reason: reason instanceof RegExp ? expect.stringMatching(reason) : reason,
    });
  });
});

describe('an id made of an order that is none', () => {
  const id = (order: string, more = '') =>
    validate(
      'track',
      `writeKey=k&event=purchase&anonymousId=a&originalTimestamp=2026-11-21T10:00:00Z&messageId=${encodeURIComponent(`k:purchase:${order}`)}${more}`,
    ).event!.messageId;

  it.each(['undefined', 'NaN', 'null', '[object Object]', '{{order.name}}', 'none'])(
    'is the event’s own, and the same when it is sent again: %s',
    order => {
      const own = id(order);
      expect(own).toMatch(/^tgp-[0-9a-f]{32}$/);
      expect(id(order, '&sentAt=2026-11-21T10:05:00Z')).toBe(own);
      const others = ['anonymousId=b', 'userId=u', 'originalTimestamp=2026-11-21T10:00:01Z'].map(
        other =>
          validate(
            'track',
            `writeKey=k&event=purchase&${other}&anonymousId=a&originalTimestamp=2026-11-21T10:00:00Z&messageId=k:purchase:${encodeURIComponent(order)}`,
          ).event!.messageId,
      );
      expect(new Set([own, ...others]).size).toBe(4);
    },
  );

  it('is made by the collector where nothing else tells the event from others', () => {
    const query = 'writeKey=k&event=purchase&anonymousId=a&messageId=k:purchase:undefined';
    expect(validate('track', query).event!.messageId).toBe('made');
  });

  it.each(['A-1', '0', 'undefined-7'])('is the order’s where there is one: %s', order => {
    expect(id(order)).toBe(`k:purchase:${order}`);
  });

  it('is read in no time, however long', () => {
    const begin = performance.now();
    const query = `writeKey=k&event=purchase&anonymousId=a&messageId=k:purchase:${'+'.repeat(200_000)}x`;
    expect(validate('track', query).refusal!.reason).toMatch(/^messageId: \d+ characters/);
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  it('is as the page has made it where it names no order', () => {
    const query = 'writeKey=k&event=purchase&anonymousId=a&messageId=undefined';
    expect(validate('track', query).event!.messageId).toBe('undefined');
  });
});

describe('makes of', () => {
  it.each([
    [
      'a track',
      'track',
      'event=E&properties.a.0=1',
      { event: 'E', type: 'track', fields: { anonymousId: 'a', event: 'E', properties: { a: ['1'] } } },
    ],
    ['a page with a name', 'page', 'name=Home', { event: 'Home', type: 'page' }],
    ['a page without one', 'page', '', { event: '', fields: { anonymousId: 'a' } }],
    [
      'a page with an empty name',
      'page',
      'name=',
      { event: 'Unknown Page', fields: { anonymousId: 'a', name: 'Unknown Page' } },
    ],
    [
      'a page with an event parameter',
      'page',
      'event=E',
      { event: '', fields: { anonymousId: 'a', event: 'E' } },
    ],
    [
      'a track with an empty name',
      'track',
      'event=E&name=',
      { event: 'E', fields: { anonymousId: 'a', event: 'E', name: '' } },
    ],
    ['a writeKey with a colon', 'page', '', { writeKey: 'k' }],
    ['no messageId', 'page', '', { messageId: 'made' }],
    ['a blank messageId', 'page', 'messageId=%20%E2%80%8B', { messageId: 'made' }],
    ['a messageId that is an object', 'page', 'messageId.x=1', { messageId: 'made' }],
    ['a messageId with edges', 'page', 'messageId=%20m%0A1%E2%80%8B%20', { messageId: 'm1' }],
    [
      'a type, a rudderId and a receivedAt of the page',
      'page',
      'type=x&rudderId=y&receivedAt=z',
      { type: 'page', receivedAt: 1000, fields: { anonymousId: 'a' } },
    ],
    ['a key that can be skipped', 'page', 'a%2Ab=1&c=2', { fields: { anonymousId: 'a', c: '2' } }],
    [
      'a key named __proto__',
      'page',
      '__proto__.x=1',
      { fields: JSON.parse('{"anonymousId":"a","__proto__":{"x":"1"}}') },
    ],
  ] as const)('%s', (_name, type, query, expected) => {
    const { event, refusal } = validate(type, `writeKey=k:1&anonymousId=a&${query}`);
    expect(refusal).toBeUndefined();
    expect(JSON.parse(JSON.stringify(event))).toMatchObject(expected);
    if ('fields' in expected) expect(JSON.stringify(event!.fields)).toBe(JSON.stringify(expected.fields));
  });

  const AMP = 'context.library.name=tgp.amp';

  it("AMP's empty parameters: as none", () => {
    const query = `${AMP}&event=purchase&messageId=k%3Apurchase%3A&properties.a=&properties.b=0&properties.c.d=`;
    const { event } = validate('track', `writeKey=k&anonymousId=a&${query}`);
    expect(event!.messageId).toBe('made');
    expect(JSON.parse(JSON.stringify(event!.fields.properties))).toEqual({ b: '0', c: { d: '' } });
  });

  it("AMP's texts of white space: as none, and an order's id as everywhere", () => {
    const of = (query: string) =>
      validate('track', `writeKey=k&anonymousId=a&event=E&${AMP}&${query}`).event!;
    const blank = of('messageId=k%3AE%3A%20&properties.order_id=%20&properties.b=1');
    expect(blank.messageId).toBe('made');
    expect(blank.fields.properties).toMatchObject({ b: '1' });
    expect(blank.fields.properties).not.toHaveProperty('order_id');
    expect(of('messageId=k%3AE%3A%20A%20%C2%A0&properties.order_id=%20A%20%C2%A0').messageId).toBe('k:E:A');
    const long = 'x'.repeat(300);
    expect(of(`messageId=k%3AE%3A${long}&properties.order_id=${long}`).messageId).toBe(
      `k:E:${long}`.slice(0, 255),
    );
  });

  it("AMP's orders, and what others send empty: kept", () => {
    const of = (query: string) => validate('track', `writeKey=k&anonymousId=a&event=E&${query}`).event!;
    expect(of(`${AMP}&messageId=k%3AE%3A7`).messageId).toBe('k:E:7');
    expect(of('messageId=k%3AE%3A&properties.a=')).toMatchObject({ messageId: 'k:E:' });
    expect(of('properties.a=').fields.properties).toMatchObject({ a: '' });
    expect(of(`${AMP}&properties=x`).fields.properties).toBe('x');
  });

  it('an identity with spaces: kept as it was sent', () => {
    const { event } = validate('page', 'writeKey=k&anonymousId=%20a%20&userId=u');
    expect(event).toMatchObject({ anonymousId: ' a ', userId: 'u' });
  });
});
