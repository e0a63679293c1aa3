import { expect, it } from 'vitest';
import { consentSaid } from '../../src/debug/consentSaid.ts';

const context = (allowedConsentIds: string[], deniedConsentIds: string[]) => ({
  consentManagement: { allowedConsentIds, deniedConsentIds },
});
const init = (consent?: unknown) => ({ 0: 'init', 1: 'key', 2: { consent } });
const said = (value: unknown) => ({ 0: 'consent', 1: value });

it.each([
  [[], undefined, false, 'granted, for nothing was said', 'granted, for nothing was said', /nobody/],
  [[init()], undefined, true, 'granted, for nothing was said', 'denied', /Global Privacy Control/],
  [[init('pending')], undefined, false, 'pending', 'pending', /option/],
  [
    [init('pending'), said({ ads: 'denied', analytics: 'granted' })],
    undefined,
    false,
    'granted',
    'denied',
    /tgp\("consent"/,
  ],
  [[said('denied')], context([], ['analytics', 'ads']), false, 'denied', 'denied', /tgp\("consent"/],
  [[], context(['analytics'], []), false, 'granted', 'granted, for nothing was said', /nobody/],
  [
    [init()],
    { consentManagement: { allowedConsentIds: 'text' } },
    false,
    'granted, for nothing was said',
    'granted, for nothing was said',
    /nobody/,
  ],
])('of %j and %j says who said what', (calls, sent, hasPrivacyControl, analytics, ads, by) => {
  const consent = consentSaid(calls, sent, hasPrivacyControl);
  expect(consent).toEqual({ analytics, ads, by: expect.stringMatching(by) });
});
