import { expect, test } from 'vitest';
import type { Fields } from '../../../src/protocol/query.ts';
import type { StoredEvent } from '../../../src/server/store/event.ts';
import type { Signs } from '../../../src/server/store/visits.ts';
import { readVisit } from '../../../src/server/visits/readVisit.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

const view = (
  context: Fields,
  { signs = {}, ...more }: Omit<Partial<StoredEvent>, 'signs'> & { signs?: Signs } = {},
) =>
  ({
    type: 'page',
    fields: { context },
    signs: JSON.stringify(signs),
    ...more,
  }) as unknown as StoredEvent;

test('tells of a view what it is of, what brought it, and by what it was seen', () => {
  const context = {
    page: {
      url: 'https://shop.example/shoes?size=42',
      path: '/shoes',
      referrer: 'https://www.google.co.at/',
    },
    locale: 'de-at',
    userAgent: CHROME,
  };
  expect(readVisit(view(context, { signs: { country: 'AT' } }))).toEqual({
    page: '/shoes',
    channel: 'search',
    source: 'google',
    medium: '',
    campaign: '',
    referrer: 'google.co.at',
    language: 'de-AT',
    device: 'desktop',
    browser: 'Chrome',
    system: 'Windows',
    country: 'AT',
    why: [],
    isTest: false,
  });
});

test('an event that says nothing is a direct one, and speaks against nobody', () => {
  const facts = readVisit({ type: 'track', fields: {} } as unknown as StoredEvent);
  expect(facts).toMatchObject({ page: '', channel: 'direct', source: '', why: [], isTest: false });
});

test('takes the User-Agent that an event names before that of its request', () => {
  const signs = { userAgent: 'curl/8.5.0' };
  expect(readVisit(view({ userAgent: CHROME }, { signs }))).toMatchObject({ why: [], browser: 'Chrome' });
  expect(readVisit(view({}, { signs }))).toMatchObject({ why: ['user-agent'] });
  expect(readVisit(view({}, { signs: { userAgent: '' } }))).toMatchObject({ why: ['no-user-agent'] });
});

test('gives every reason that there is', () => {
  const context = {
    userAgent: CHROME.replace('Chrome', 'HeadlessChrome'),
    page: { url: 'https://shop.example/', referrer: 'http://free.semalt.com/' },
  };
  const signs: Signs = { hosting: true, prefetch: true, noFetchMetadata: true };
  const { why } = readVisit(view(context, { signs }));
  expect(why).toEqual(['headless', 'hosting', 'referrer-spam', 'prefetch', 'no-fetch-metadata']);
});

test.each([{ test: 'true' }, { test: true }])('an event that says it is a test is one: %o', context => {
  expect(readVisit(view(context)).isTest).toBe(true);
});

test.each(['', 'no JSON', '3', 'null', '[]', '{"userAgent":7}'])(
  'signs of an import may be anything: %s',
  signs => {
    const event = { type: 'page', fields: {}, signs } as unknown as StoredEvent;
    expect(readVisit(event)).toMatchObject({ country: '', why: [], isTest: false });
  },
);
