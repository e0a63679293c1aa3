import { expect, onTestFinished, test } from 'vitest';
import { beacons, KEY, loadScript } from './support/page.ts';
import { fires, image, pageWith } from './support/partner.ts';

test('passes on the consent signals that the page gave', async () => {
  const tgp = await pageWith(
    image(
      'p?${GDPR}.${GDPR_CONSENT}.${GDPR_CONSENT_755}.${US_PRIVACY}.${GPP_STRING_12}.${GPP_SID}.${ADDTL_CONSENT}',
    ),
    { consent: { GDPR: 0, US_PRIVACY: '1---' } },
  );
  tgp('consent', { GDPR: 1, GDPR_CONSENT: 'CPx', US_PRIVACY: '1YNN', GPP_STRING: 'DB~1', GPP_SID: 7 });
  tgp('consent', { ads: 'granted', ADDTL_CONSENT: '2~7.8' });
  tgp('track', 'a');
  expect(fires()).toEqual(['/p?1.CPx.CPx.1YNN.DB~1.7.2~7.8']);
  expect(beacons[0]!.fields.context.consentManagement).toEqual({ allowedConsentIds: ['ads'] });
});

test('a signal of init gives way to the command, whichever came first', async () => {
  const tgp = await loadScript();
  tgp('consent', { GDPR: 0 });
  tgp('init', KEY, { consent: { GDPR: 1, US_PRIVACY: '1---' }, piggyback: image('p?${GDPR}${US_PRIVACY}') });
  tgp('track', 'a');
  expect(fires()).toEqual(['/p?01---']);
});

test('denied ads drop it; a later grant does not bring it back', async () => {
  const tgp = await pageWith(image('p'), { consent: { ads: 'denied' } });
  tgp('track', 'a');
  tgp('consent', { ads: 'granted' });
  expect(fires()).toEqual([]);
  tgp('track', 'b');
  expect(fires()).toEqual(['/p']);
});

test('pending ads hold it until they are granted, with the signals of then', async () => {
  const tgp = await pageWith(image('p?${event}.${GDPR_CONSENT_1}'), { consent: { ads: 'pending' } });
  tgp('track', 'a');
  tgp('track', 'b');
  tgp('consent', { analytics: 'granted' });
  expect(fires()).toEqual([]);
  tgp('consent', { ads: 'granted', GDPR_CONSENT: 'CPx' });
  expect(fires()).toEqual(['/p?a.CPx', '/p?b.CPx']);
  tgp('consent', 'granted');
  expect(fires()).toHaveLength(2);
});

test('pending then denied drops it for good', async () => {
  const tgp = await pageWith(image('p'), { consent: { ads: 'pending' } });
  tgp('track', 'a');
  tgp('consent', { ads: 'denied' });
  tgp('consent', { ads: 'granted' });
  expect(fires()).toEqual([]);
});

test('what waited for ads when everything was denied is gone for good', async () => {
  const tgp = await pageWith(image('p?${event}'), { consent: { analytics: 'granted', ads: 'pending' } });
  tgp('track', 'a');
  tgp('consent', { analytics: 'denied' });
  tgp('consent', 'granted');
  expect(fires()).toEqual([]);
  tgp('track', 'b');
  expect(fires()).toEqual(['/p?b']);
});

test('what waits for ads is never fired while analytics is not granted', async () => {
  const tgp = await pageWith(image('p'), { consent: { ads: 'pending' } });
  tgp('track', 'a');
  tgp('consent', { analytics: 'denied', ads: 'granted' });
  tgp('consent', { analytics: 'granted' });
  expect(fires()).toEqual([]);
});

test('holds a bounded number of events, and events go all the same', async () => {
  const tgp = await pageWith(image('p'), { consent: { ads: 'pending' } });
  for (let n = 0; n < 300; n++) tgp('track', `e${n}`);
  tgp('consent', 'granted');
  expect(fires()).toHaveLength(100);
  expect(beacons.filter(({ by }) => by === 'fetch')).toHaveLength(300);
});

test('an order that waits twice is fired once', async () => {
  const tgp = await pageWith(image('p'), { consent: { ads: 'pending' } });
  tgp('conversion', 'purchase', { order_id: 7 });
  tgp('conversion', 'purchase', { order_id: 7 });
  tgp('consent', 'granted');
  expect(fires()).toHaveLength(1);
});

test('Global Privacy Control denies ads, whatever init says, until the page says otherwise', async () => {
  Object.defineProperty(navigator, 'globalPrivacyControl', { configurable: true, value: true });
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'globalPrivacyControl'));
  const tgp = await pageWith(image('p'), { consent: 'granted' });
  tgp('track', 'a');
  expect(fires()).toEqual([]);
  expect(beacons[0]!.fields.context.consentManagement).toEqual({
    allowedConsentIds: ['analytics'],
    deniedConsentIds: ['ads'],
  });
  tgp('consent', { ads: 'granted' });
  tgp('track', 'b');
  expect(fires()).toEqual(['/p']);
});
