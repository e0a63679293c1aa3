import { expect, test } from 'vitest';
import {
  beacons,
  cookies,
  KEY,
  last,
  loadScript,
  outcomes,
  sentNames,
  settled,
  start,
  visit,
  warnings,
} from './support/page.ts';

const nothingStored = () => cookies.size === 0 && !Object.keys(localStorage).length;

test('is granted where the page says nothing, and then says nothing of it', async () => {
  (await start())('track', 'a');
  expect(last().fields.context.consentManagement).toBeUndefined();
  expect(cookies.size).toBeGreaterThan(0);
});

test('tells the collector what the page said', async () => {
  const tgp = await start();
  tgp('consent', { ads: 'denied', analytics: 'granted' });
  tgp('track', 'a');
  expect(last().fields.context.consentManagement).toEqual({
    allowedConsentIds: ['analytics'],
    deniedConsentIds: ['ads'],
  });
  tgp('consent', 'granted');
  tgp('track', 'b');
  const { allowedConsentIds, deniedConsentIds } = last().fields.context.consentManagement;
  expect([...allowedConsentIds].sort()).toEqual(['ads', 'analytics']);
  expect(deniedConsentIds).toBeUndefined();
});

test('pending stores and sends nothing; a grant sends what waited, as it was', async () => {
  const tgp = await start({ consent: 'pending' });
  tgp('track', 'a');
  tgp('identify', 'u1', { plan: 'pro' });
  tgp('track', 'b');
  expect(beacons).toEqual([]);
  expect(nothingStored()).toBe(true);
  const asked = Date.now();
  await settled();
  visit('https://www.shop.example/later');
  tgp('consent', 'granted');
  expect(sentNames()).toEqual(['a', 'b']);
  expect(beacons[0]!.fields.context.page.path).toBe('/start');
  expect(Date.parse(beacons[0]!.fields.originalTimestamp)).toBeLessThanOrEqual(asked);
  expect(beacons[1]!.fields).toMatchObject({ userId: 'u1', context: { traits: { plan: 'pro' } } });
  expect(beacons[0]!.fields.anonymousId).toBe(beacons[1]!.fields.anonymousId);
  expect(nothingStored()).toBe(false);
});

test('pending then denied drops what waited, with the reason and the callback', async () => {
  const tgp = await start({ consent: 'pending' });
  const seen = outcomes(tgp);
  const called: unknown[] = [];
  tgp('track', 'a', {}, { callback: outcome => called.push(outcome) });
  tgp('consent', 'denied');
  expect(beacons).toEqual([]);
  expect(seen).toEqual(['skip: consent denied']);
  expect(called).toMatchObject([{ status: 'skip', reason: 'consent denied', messageId: expect.any(String) }]);
  tgp('consent', 'granted');
  expect(beacons).toEqual([]);
});

test('a denial forgets everything that was stored', async () => {
  const tgp = await start();
  tgp('identify', 'u1', { plan: 'pro' });
  tgp('track', 'a');
  const { anonymousId } = last().fields;
  tgp('consent', 'denied');
  expect(cookies.size).toBe(0);
  expect(Object.keys(localStorage).filter(name => localStorage[name].length > 20)).toEqual([]);
  tgp('track', 'b');
  expect(sentNames()).toEqual(['a']);
  tgp('consent', 'granted');
  tgp('track', 'c');
  expect(last().fields.anonymousId).not.toBe(anonymousId);
  expect(last().fields.userId).toBeUndefined();
  expect(last().fields.context).toMatchObject({ sessionStart: 'true' });
});

test('denied from the start stores nothing', async () => {
  const tgp = await loadScript();
  tgp('consent', 'denied');
  tgp('init', KEY, { autoPage: true });
  tgp('identify', 'u1', { plan: 'pro' });
  tgp('reset');
  expect(beacons).toEqual([]);
  expect(nothingStored()).toBe(true);
});

test('what init says gives way to the command, whichever came first', async () => {
  const tgp = await loadScript();
  tgp('consent', 'granted');
  tgp('init', KEY, { consent: 'denied' });
  tgp('track', 'a');
  expect(sentNames()).toEqual(['a']);
});

test('a category that is not named stays as it was', async () => {
  const tgp = await start({ consent: { ads: 'denied' } });
  tgp('consent', { analytics: 'denied' });
  tgp('consent', { analytics: 'granted' });
  tgp('track', 'a');
  expect(last().fields.context.consentManagement).toEqual({
    allowedConsentIds: ['analytics'],
    deniedConsentIds: ['ads'],
  });
});

test('pending ads do not hold events back', async () => {
  const tgp = await start({ consent: { ads: 'pending' } });
  tgp('track', 'a');
  expect(sentNames()).toEqual(['a']);
});

test('a signal is any text, and no category', async () => {
  const tgp = await start();
  tgp('consent', {
    GDPR: 1,
    GDPR_CONSENT: 'denied',
    US_PRIVACY: '1YYN',
    ADDTL_CONSENT: '2~7',
    GPP_SID: 'no',
  });
  tgp('track', 'a');
  expect(warnings).toEqual([]);
  expect(sentNames()).toEqual(['a']);
});

test.each([['Granted'], [{ analytics: 'yes' }]])('refuses the state %j with a warning', async consent => {
  const tgp = await start();
  tgp('consent', consent);
  expect(warnings[0]).toMatch(/consent.*denied.*pending.*granted/);
});
