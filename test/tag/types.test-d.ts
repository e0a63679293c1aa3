import type { Tgp } from '../../src/tag/types.ts';

// Never run: tsc reads it. What stands under `@ts-expect-error` must not compile.
declare const tgp: Tgp;

tgp('init', 'key');
tgp('init', 'key', {
  endpoint: 'https://a.example',
  autoPage: 'spa',
  consent: { ads: 'denied' },
  transport: 'image',
});
tgp('page');
tgp('page', 'Cart', { items: 2 }, { to: ['a', 'b'] });
tgp('page', { items: 2 }, { callback: ({ status }) => status === 'sent' });
tgp('track', 'add_to_cart', { price: 9.9, at: new Date(), tags: ['a'] });
tgp('event', 'id', {}, { messageId: 'm', pixel: 'p' });
tgp('conversion', 'purchase');
tgp('microconversion', 'cart');
tgp('refund', { order_id: 'A-1001' });
tgp('refund', { order_id: 7, value: 5, currency: 'EUR' }, { signature: 'ab', to: 'key' });
tgp('identify', 42, { plan: 'pro' });
tgp('identify', null, { plan: 'pro' });
tgp('reset');
tgp('set', { plan: null });
tgp('consent', 'pending');
tgp('on', 'send', ({ fields, url }) => [fields, url.length]);
tgp('on', 'fail', ({ status, reason }) => status + reason);
tgp('ready', ({ version, anonymousId }) => version + anonymousId);

// @ts-expect-error no such command
tgp('trak', 'a');
// @ts-expect-error no command
tgp();
// @ts-expect-error no write key
tgp('init');
// @ts-expect-error the write key is a text
tgp('init', 5);
// @ts-expect-error no such option
tgp('init', 'key', { endPoint: 'https://a.example' });
// @ts-expect-error no such transport
tgp('init', 'key', { transport: 'beacon' });
// @ts-expect-error no such kind of views
tgp('init', 'key', { autoPage: 'all' });
// @ts-expect-error no event name
tgp('track');
// @ts-expect-error the event name is a text
tgp('track', { event: 'a' });
// @ts-expect-error properties are an object
tgp('track', 'a', 9.9);
// @ts-expect-error no such option
tgp('track', 'a', {}, { callBack: () => {} });
// @ts-expect-error no such outcome
tgp('track', 'a', {}, { callback: ({ status }) => status === 'lost' });
// @ts-expect-error a refund is of an order
tgp('refund', { value: 5 });
// @ts-expect-error traits are an object
tgp('identify', 'u', 'pro');
// @ts-expect-error properties are an object
tgp('set', 'plan', 'pro');
// @ts-expect-error no such state
tgp('consent', 'yes');
// @ts-expect-error no such category
tgp('consent', { marketing: 'denied' });
// @ts-expect-error no such listener
tgp('on', 'sended', () => {});
// @ts-expect-error an outcome has no URL
tgp('on', 'sent', ({ url }) => url);
// @ts-expect-error a listener is a function
tgp('ready', 'now');
tgp('piggyback', { url: 'https://a.example' });
tgp('piggyback', [{ url: 'https://a.example', type: 'js', on: ['page', 'purchase'], to: 'key' }]);
tgp('init', 'key', { piggyback: { url: 'https://a.example', on: 'purchase' } });
tgp('consent', { ads: 'granted', GDPR: 1, GDPR_CONSENT: 'CP', GPP_SID: 7 });
// @ts-expect-error no such type
tgp('piggyback', { url: 'https://a.example', type: 'iframe' });
// @ts-expect-error a URL it must have
tgp('piggyback', { on: 'purchase' });
// @ts-expect-error no such signal
tgp('consent', { GDPR_STRING: 'CP' });
