import type { Answer, Maker } from './maker.ts';
import type { Records } from './records.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DAYS = 11;

type Values = Record<string, string | number>;

const query = (values: Values) =>
  new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString();
const iso = (ms: number) => new Date(ms).toISOString();

/** Sends a few hundred events over some days: visits with their orders, ads and what comes of them, and odd ones. */
export async function fillEvents(maker: Maker, records: Records): Promise<void> {
  const { clock, store } = maker;
  const start = clock.now;
  for (let day = 0; day < DAYS; day++) {
    clock.now = start + day * DAY;
    await visits(maker, records, day);
    await ads(maker, records, day);
    if (day === 2) await oddOnes(maker, records);
    if (day === 4) await changes(maker, records);
    if (day === 6) await lateOnes(maker, records);
  }
  clock.now = start + DAYS * DAY;
  // The tag that keeps its events for three days loses the older ones, and the touches of them.
  if (!(await store.forget(clock.now, null))) throw new Error('no event was old enough to be forgotten');
}

/** Visits to the account's sites, one visitor after the other: some known, some with a campaign, some that buy. */
async function visits({ clock, send }: Maker, { tags, pixelEvents }: Records, day: number): Promise<void> {
  for (let n = 0; n < 5; n++) {
    clock.now += 37 * MINUTE + n * 1234;
    const tag: Answer = [tags.shop, tags.blog, tags.brief, tags.other, tags.shop][n];
    const sessionId = clock.now;
    const visitor: Values = {
      writeKey: tag.write_key,
      anonymousId: `visitor-${(day + n * 3) % 7}`,
      ...(n === 1 && { userId: `käufer-${day % 3}` }),
    };
    const context: Values = {
      'context.sessionId': sessionId,
      'context.library.name': 'tgp.js',
      'context.library.version': '0.1.0',
      'context.page.url': `https://shop.example/de/${day}?utm_source=news`,
      'context.page.title': `Größe ${day} – 日本 🎉`,
      'context.locale': 'de-DE',
      ...(n % 2 === 0 && {
        'context.campaign.source': 'news',
        'context.campaign.name': `woche ${day}`,
        'context.campaign.gclid': `gclid-${day}-${n}`,
      }),
    };
    let count = 0;
    const fire = (type: 'page' | 'track', values: Values) => {
      clock.now += 20_000;
      const messageId = `visit-${day}-${n}-${++count}`;
      const times = { originalTimestamp: iso(clock.now - 1500), sentAt: iso(clock.now - 100) };
      return send(`/pixel/v1/${type}?${query({ ...visitor, ...context, messageId, ...times, ...values })}`);
    };
    await fire('page', { 'context.sessionStart': 'true', 'properties.path': `/de/${day}` });
    await fire('page', { name: day % 2 ? 'Kategorie' : 'Category', 'properties.step': n });
    await fire('track', { event: 'add_to_cart', 'properties.products.0.sku': 'SKU-1' });
    if (n === 2) await fire('track', { event: 'Lead', 'context.pixel.type': 'conversion' });
    if (n === 3) await fire('track', { event: 'Größe gewählt 👟', 'properties.größe': '42½' });
    if ((day + n) % 3 === 0) {
      await fire('track', {
        event: 'purchase',
        'properties.revenue': (10 + day + n / 4).toFixed(2),
        'properties.currency': n === 0 ? 'USD' : 'EUR',
        'properties.order_id': `A-${day}-${n}`,
        'context.pixel.type': 'conversion',
        'context.pixel.conversion_type': 'purchase',
      });
    }
    if (n === 4) {
      await fire('track', { event: pixelEvents.custom, 'context.pixel.id': pixelEvents.custom });
      // Telegram's own script: a page view, and an event that came by a click.
      await send(
        `/pxl?${query({ p: tag.write_key, t: clock.now - 300, l: 'https://shop.example/tg', x: 1 })}`,
      );
      await send(`/pxl?${query({ e: pixelEvents.purchase, c: `tg-${day}`, t: clock.now - 200, value: 3 })}`);
    }
  }
}

/** Ads that are seen and clicked, landings that name their click, and pages that fire conversion pixels. */
async function ads({ clock, send }: Maker, records: Records, day: number): Promise<void> {
  const { pixels, lineItems, campaigns, tags } = records;
  const headers = { 'user-agent': 'Kept/1.0', referer: 'https://shop.example/thanks' };
  const who = `seen-${day % 4}`;
  const ad = { line_item_id: lineItems.spring, ...(day % 2 && { campaign_id: campaigns.brand }) };
  const get = async (path: string, values: Values, status?: number) => {
    clock.now += 3 * MINUTE;
    await send(`/${path}?${query(values)}`, { headers, ...(status && { status }) });
  };
  await get('imp', { ...ad, anonymousId: who, messageId: `imp-${day}` });
  await get('imp', { campaign_id: campaigns.sale });
  await get('imp', { line_item_id: lineItems.autumn, anonymousId: who });
  const click = { ...ad, anonymousId: `ad-${day}`, messageId: `click-${day}` };
  await get('click', { ...click, redir: 'https://landing.example/x?y=1' }, 302);
  await get('click', { campaign_id: campaigns.sale, userId: 'käufer-1' });
  // The landing page knows the visitor by another name than the ad does.
  await get('pixel/v1/page', {
    writeKey: tags.shop.write_key,
    anonymousId: who,
    messageId: `landing-${day}`,
    'context.campaign.tgpclid': `click-${day}`,
    'context.sessionId': clock.now,
  });
  // It goes on to its piggyback. The same order again does not count, nor does what is off.
  const order = { id: pixels.all, anonymousId: who, order_id: `P${day}` };
  await get('px', { ...order, value: 59.9, other: 'größe' }, 302);
  await get('px', { ...order, value: 1 }, 302);
  await get('px', { id: pixels.off, anonymousId: who });
  await get('px', { id: pixels.once, anonymousId: who, t: 1, seg: '1,2,3' });
  await get('px', { id: pixels.hour, userId: 'käufer-1', value: '-2.5', messageId: `hour-${day}` });
  await get('px', { id: pixels.hour, userId: 'käufer-1' });
  await get('px', { id: pixels.scripts, t: 1, gdpr: 1, gdpr_consent: 'CPokAsAPokAsABEACBENC7' });
  await get('px', { id: pixels.lone, anonymousId: who });
  if (day < 4) await get('px', { id: pixels.gone, anonymousId: who });
  // Who only saw the ad: some by name, some as a user.
  const viewer: Values = day % 3 ? { anonymousId: `viewer-${day}` } : { userId: `viewer-${day}` };
  await get('imp', { ...ad, ...viewer });
  await get('px', { id: pixels.all, ...viewer }, 302);
  await get('px', { id: pixels.hour, ...viewer, value: 4 });
  const cart = { writeKey: tags.blog.write_key, event: 'add_to_cart', 'properties.currency': 'EUR' };
  await get('pixel/v1/track', { ...cart, ...viewer, messageId: `viewer-cart-${day}` });
}

/** Once each: long ones, strange names, wrong clocks, repeated ones, every way to send. */
async function oddOnes({ clock, send }: Maker, { tags }: Records): Promise<void> {
  const { write_key } = tags.shop;
  const base = { writeKey: write_key, anonymousId: 'odd', event: 'odd' };
  const post = (values: Values, type: string) =>
    send('/pixel/v1/track', { method: 'POST', headers: { 'content-type': type }, payload: query(values) });
  let count = 0;
  const fire = async (values: Values, times = 1) => {
    clock.now += MINUTE;
    const messageId = `odd-${++count}`;
    for (let n = 0; n < times; n++) await send(`/pixel/v1/track?${query({ ...base, messageId, ...values })}`);
  };
  await fire({ event: 'n'.repeat(300) });
  await fire({ anonymousId: 'a'.repeat(300), event: 'purchase', 'properties.revenue': 7 });
  await fire({ anonymousId: 'a'.repeat(300), event: 'again' });
  await fire({ 'properties.long': 'Lange Werte '.repeat(500) });
  await fire({ 'properties.a\\.b.:2024': 'x', 'properties.list.2': 'third', 'properties.list.0': 'first' });
  await fire({
    event: 'ünïcödé \u2028 \u0000 👨‍👩‍👧 עברית',
    userId: '日本 7',
    'properties.🎉': '"\\\'</script>',
  });
  await fire({ 'context.traits.plan': 'pro', 'context.consentManagement.ads': 'denied' });
  await fire({ event: 'purchase', 'properties.revenue': '1.000,00', 'properties.value': '12.5' });
  await fire({ event: 'sent three times' }, 3);
  // Clocks: an hour ahead, a year behind, a day and more ago, one that is corrected, one that is taken as it is.
  await fire({ originalTimestamp: iso(clock.now + HOUR), sentAt: iso(clock.now) });
  await fire({ originalTimestamp: iso(clock.now - 365 * DAY) });
  await fire({ originalTimestamp: iso(clock.now - 30 * HOUR), sentAt: iso(clock.now) });
  await fire({ originalTimestamp: '2001-01-01T00:00:00Z', sentAt: '2001-01-01T02:30:00Z' });
  await fire({ timestamp: iso(clock.now - 5 * HOUR) });
  await fire({ originalTimestamp: 'yesterday' });
  clock.now += MINUTE;
  await send(`/pixel/v1/track?${query({ ...base, event: 'without an id' })}`);
  await send(`/pixel/v1/page?${query({ writeKey: write_key, userId: 'only a user', name: '' })}`);
  await send(`/pixel/v1/page?${query({ writeKey: write_key, anonymousId: 'head' })}`, { method: 'HEAD' });
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => [`properties.products.${at}.sku`, `SKU-${at}`]),
  );
  await post({ ...base, event: 'a long list', ...many }, 'application/x-www-form-urlencoded');
  await post({ ...base, event: 'by sendBeacon' }, 'text/plain;charset=UTF-8');
  // What is refused leaves nothing.
  await send(`/pixel/v1/track?${query({ ...base, event: '' })}`, { status: 400 });
  await send(`/pixel/v1/track?${query({ ...base, writeKey: '0'.repeat(32) })}`, { status: 401 });
}

/** What pixels say changes in the middle: what came before is read as it was read then. */
async function changes({ call, send }: Maker, { pixels, tags }: Records): Promise<void> {
  const change = (id: number, fields: object) =>
    call('PUT', `/pixel?id=${id}&advertiser_code=acme`, { pixel: fields });
  await change(pixels.view, { trigger_type: 'click', post_click_value: 9.75 });
  await change(pixels.hour, { post_click_expire_mins: 60, min_minutes_per_conv: 30 });
  await change(pixels.scripts, { state: 'inactive' });
  await call('DELETE', `/pixel?id=${pixels.gone}&advertiser_code=acme`);
  const page = `/pixel/v1/page?writeKey=${tags.closed.write_key}&anonymousId=visitor-1`;
  await send(page);
  await call('PATCH', `/accounts/acme/tags/${tags.closed.write_key}`, { disabled: true });
  await send(page, { status: 401 });
}

/** A touch that arrives after the conversion it is due to. */
async function lateOnes({ call, clock, send }: Maker, { tags, pixels }: Records): Promise<void> {
  await call('PUT', `/pixel?id=${pixels.scripts}&advertiser_code=acme`, { pixel: { state: 'active' } });
  const who = { writeKey: tags.shop.write_key, anonymousId: 'late' };
  const order = { event: 'Purchase', messageId: 'late-order', 'properties.revenue': 80 };
  await send(`/pixel/v1/track?${query({ ...who, ...order })}`);
  clock.now += 10 * MINUTE;
  const times = { originalTimestamp: iso(clock.now - HOUR), sentAt: iso(clock.now) };
  const landing = { 'context.campaign.source': 'newsletter', messageId: 'late-landing' };
  await send(`/pixel/v1/page?${query({ ...who, ...landing, ...times })}`);
}
