import { expect, it } from 'vitest';
import { fired, get, isGif } from '../../support/ads.ts';
import { advertisers } from '../../support/advertising.ts';
import { IN_FILE, storedEvents } from '../../support/collector.ts';

it('counts a fire, then answers with the image', async () => {
  const it = await advertisers();
  const pixel = await it.make('/pixel', { name: 'Order' });
  const answer = await get(
    it,
    `/px?id=${pixel.id}&t=2&order_id=A1&value=10.5&other=x&seg=1,2&anonymousId=v1`,
  );
  expect(isGif(answer)).toBe(true);
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  });
  expect(await storedEvents(it)).toMatchObject([
    {
      type: 'fire',
      event: 'Order',
      anonymousId: 'v1',
      properties: { order_id: 'A1', value: '10.5', other: 'x', seg: '1,2' },
      context: {
        pixel: { id: String(pixel.id), type: 'conversion' },
        userAgent: 'Test/1',
        page: { url: 'https://shop.example/thanks' },
      },
    },
  ]);
  const { counts } = (await it.call('GET', '/counts')).json();
  expect(counts).toMatchObject([{ type: 'fire', event: String(pixel.id), count: 1 }]);
  const { conversions } = (await it.call('GET', '/conversions')).json();
  expect(conversions).toMatchObject([
    { pixel_id: pixel.id, order_id: 'A1', value: 10.5, attribution: 'unattributed', anonymousId: 'v1' },
  ]);
});

it('is an image without a t, and takes the first of a repeated parameter', async () => {
  const it = await advertisers();
  const { id } = await it.make('/pixel', { name: 'Order' });
  expect(isGif(await get(it, `/px?id=${id}&order_id=A1&order_id=B2`))).toBe(true);
  expect((await storedEvents(it))[0].properties.order_id).toBe('A1');
});

it('knows the visitor by the cookie of the tag, where it comes along', async () => {
  const it = await advertisers();
  const { id } = await it.make('/pixel', { name: 'Order' });
  await get(it, `/px?id=${id}`, { cookie: 'x_tgp_id=no; tgp_id=from-the-tag; other=1' });
  await get(it, `/px?id=${id}&anonymousId=named`, { cookie: 'tgp_id=from-the-tag' });
  await get(it, `/px?id=${id}&userId=u1`, {});
  const events = await storedEvents(it);
  expect(events.map(({ anonymousId, userId }: Record<string, string>) => anonymousId ?? userId)).toEqual([
    'u1',
    'named',
    'from-the-tag',
  ]);
});

it('stores a resent fire once', async () => {
  const it = await advertisers();
  const { id } = await it.make('/pixel', { name: 'Order', min_minutes_per_conv: 0 });
  for (let time = 0; time < 3; time++) await get(it, `/px?id=${id}&messageId=m1&anonymousId=a`);
  expect(await storedEvents(it)).toHaveLength(1);
  expect((await it.call('GET', '/conversions')).json().conversions).toHaveLength(1);
});

it('counts for an account for which nobody made a tag as well', async () => {
  const it = await advertisers();
  const made = await it.send('POST', '/pixel?advertiser_code=other', { pixel: { name: 'Lone' } });
  expect(isGif(await get(it, `/px?id=${made.json().response.id}`))).toBe(true);
  const { tags } = (await it.call('GET', '/accounts/other/tags')).json();
  expect(tags).toMatchObject([{ name: 'First tag' }]);
  expect(await storedEvents(it)).toMatchObject([{ writeKey: tags[0].write_key, event: 'Lone' }]);
});

it('answers for an inactive pixel, and counts nothing', async () => {
  const it = await advertisers();
  const piggyback_pixels = [{ pixel_type: 'img', url: 'https://partner.example/p' }];
  const { id } = await it.make('/pixel', { name: 'Off', state: 'inactive', piggyback_pixels });
  expect(isGif(await get(it, `/px?id=${id}`))).toBe(true);
  const script = await get(it, `/px?id=${id}&t=1`);
  expect([script.statusCode, script.body]).toEqual([200, '']);
  expect(await storedEvents(it)).toEqual([]);
});

it.each([
  ['', 'id: name the pixel, like /px?id=37'],
  ['id=', 'id: name the pixel, like /px?id=37'],
  ['id=x1', 'id: must be a number, like id=37'],
  ['id=99', 'id: there is no pixel 99'],
  ['id=PIXEL&t=3', 't: must be 1 (JavaScript) or 2 (image)'],
  [`id=PIXEL&order_id=${'a'.repeat(256)}`, 'order_id: 256 characters, send at most 255'],
  ['id=PIXEL&value=$10', 'value: must be a plain number, like 10 or 10.5, without a currency'],
  [`id=PIXEL&other=${'a'.repeat(21)}`, 'other: must be at most 20 characters'],
  ['id=PIXEL&seg=1,x', 'seg: must be a list of numbers, like 1,2,3'],
  [`id=PIXEL&anonymousId=${'a'.repeat(256)}`, 'anonymousId: 256 characters, send at most 255'],
])('refuses /px?%s in words, with no image', async (query, reason) => {
  const it = await advertisers();
  const { id } = await it.make('/pixel', { name: 'Order' });
  const answer = await get(it, `/px?${query.replace('PIXEL', String(id))}`);
  expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([
    400,
    'text/plain; charset=utf-8',
    reason,
  ]);
  expect(await storedEvents(it)).toEqual([]);
});

it.each(['A-1001', 'a'.repeat(37), 'ä'.repeat(255), '#1001 / 2', '日本 7', '1001.1', '-'])(
  'takes the order %s, and warns of it where somebody looks for mistakes',
  async order => {
    const it = await advertisers();
    const { id } = await it.make('/pixel', { name: 'Order', min_minutes_per_conv: 0 });
    const url = `/px?id=${id}&order_id=${encodeURIComponent(`${order} `)}`;
    const answers = [await get(it, url), await get(it, url), await get(it, `${url}&t=1`)];
    const warning =
      'order_id: taken as it is; other collectors of this pixel take 1 to 36 letters and digits';
    expect(answers.map(({ headers }) => headers['x-debug'])).toEqual([warning, warning, warning]);
    expect(isGif(answers[0]!)).toBe(true);
    expect(answers[2]!.body).toBe(`// ${warning}\n`);
    const { conversions } = (await it.call('GET', '/conversions')).json();
    expect(conversions.map(({ order_id }: { order_id: string }) => order_id)).toEqual([order]);
    const plain = await get(it, `/px?id=${id}&order_id=A1001&t=1`);
    expect([plain.headers['x-debug'], plain.body]).toEqual([undefined, '']);
  },
);

it('takes the placeholders of code that nobody filled in for nothing', async () => {
  const it = await advertisers();
  const { id } = await it.make('/pixel', { name: 'Order' });
  const answer = await get(
    it,
    `/px?id=${id}&order_id=[ORDER_ID]&value=\${REVENUE}&other={{Other}}&redir=[REDIRECT_URL]`,
  );
  expect(isGif(answer)).toBe(true);
  expect((await storedEvents(it))[0].properties).toEqual({});
});

it('says 405 to other methods', async () => {
  const { app } = await advertisers();
  const answer = await app.inject({ method: 'POST', url: '/px?id=1' });
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET']);
});

it('says 503 and shows no image where the fire is not stored', async () => {
  const it = await advertisers({}, IN_FILE);
  const { id } = await it.make('/pixel', { name: 'Order' });
  await it.call('POST', '/accounts/other/tags', { name: 'x', domain: 'x.example' });
  const { DatabaseSync } = await import('node:sqlite');
  const lock = new DatabaseSync(`${it.folder}/tgp.db`);
  lock.exec('BEGIN IMMEDIATE');
  const answer = await get(it, `/px?id=${id}`);
  lock.close();
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
  expect(isGif(await get(it, `/px?id=${id}`))).toBe(true);
});

const IMAGE = (url: string) => ({ name: 'Order', piggyback_pixels: [{ pixel_type: 'img', url }] });

it('redirects to its one image piggyback, with macros and without a referrer', async () => {
  const it = await advertisers();
  const url =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: macros look like that
    'https://partner.example/p?o=[ORDER_ID]&v=[REVENUE]&a=${anonymousId}&g=${GDPR}&c=${GDPR_CONSENT_7}';
  const { id } = await it.make('/pixel', IMAGE(url));
  const answer = await get(
    it,
    `/px?id=${id}&order_id=A1&value=5&anonymousId=a%26b&gdpr=1&gdpr_consent=CPx.y`,
  );
  expect([answer.statusCode, answer.headers.location, answer.headers['referrer-policy']]).toEqual([
    302,
    'https://partner.example/p?o=A1&v=5&a=a%26b&g=1&c=CPx.y',
    'no-referrer',
  ]);
  expect(await storedEvents(it)).toHaveLength(1);
});

it.each([
  ['Global Privacy Control', { 'sec-gpc': '1' }, ''],
  ['GDPR without a consent text', {}, '&gdpr=1'],
  ['an opt-out of sale', {}, '&us_privacy=1YYN'],
])('tells no partner under %s, and counts all the same', async (_, headers, query) => {
  const it = await advertisers();
  const image = await it.make('/pixel', IMAGE('https://partner.example/p'));
  const script = await it.make('/pixel', {
    name: 'Script',
    piggyback_pixels: [{ pixel_type: 'js', url: 'https://partner.example/p.js' }],
  });
  expect(isGif(await get(it, `/px?id=${image.id}${query}`, headers))).toBe(true);
  expect((await get(it, `/px?id=${script.id}&t=1${query}`, headers)).body).toBe('');
  expect(await storedEvents(it)).toHaveLength(2);
});

it('does not go round: neither to itself nor a second time', async () => {
  const it = await advertisers();
  // Saved under another of its names.
  const own = await it.make('/pixel', IMAGE('https://collect.example/px?id=1'));
  const answer = await get(it, `/px?id=${own.id}`, { host: 'collect.example' });
  expect(isGif(answer)).toBe(true);
  const other = await it.make('/pixel', IMAGE('https://partner.example/x/px?id=1'));
  expect((await get(it, `/px?id=${other.id}`)).headers.location).toBe(
    'https://partner.example/x/px?id=1&_h=1',
  );
  expect(isGif(await get(it, `/px?id=${other.id}&_h=1`))).toBe(true);
});

it.each(['https://shop.example/thanks?a=1', 'https://more.example:8443/x'])(
  'redirects to %s, which the account allows',
  async redir => {
    const it = await advertisers();
    await it.call('POST', '/accounts/acme/tags', { name: 'x', domain: 'https://shop.example/home' });
    await it.call('PATCH', '/accounts/acme', { redirect_hosts: ['more.example:8443'] });
    const { id } = await it.make('/pixel', IMAGE('https://partner.example/p'));
    const answer = await get(it, `/px?id=${id}&redir=${encodeURIComponent(redir)}`);
    expect([answer.statusCode, answer.headers.location]).toEqual([302, redir]);
  },
);

it('gives a script that fires all of its piggybacks', async () => {
  const it = await advertisers();
  const urls = ['https://one.example/a.js?o=[ORDER_ID]&x=</script>', 'https://two.example/b.js'];
  const piggyback_pixels = urls.map(url => ({ pixel_type: 'js', url }));
  const { id } = await it.make('/pixel', { name: 'Order', piggyback_pixels });
  const answer = await get(it, `/px?id=${id}&t=1&order_id=A1`);
  expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(answer.body).not.toContain('</script');
  expect(fired(answer.body)).toEqual([
    'js https://one.example/a.js?o=A1&x=</script>',
    'js https://two.example/b.js',
  ]);
});

it('fires no image piggyback from a script, which JavaScript ones alone are for', async () => {
  const it = await advertisers();
  const { id } = await it.make('/pixel', IMAGE('https://partner.example/p'));
  expect(fired((await get(it, `/px?id=${id}&t=1`)).body)).toEqual([]);
  expect((await get(it, `/px?id=${id}&t=2`)).headers.location).toBe('https://partner.example/p');
});
