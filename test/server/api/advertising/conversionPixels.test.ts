import { describe, expect, it } from 'vitest';
import { advertisers, problemOf } from '../../../support/advertising.ts';

const PIGGYBACK = { url: 'https://pixel.example/a?b=1', pixel_type: 'img' };
/** The contract's example of a new pixel. */
const EXAMPLE = {
  min_minutes_per_conv: 120,
  name: 'ProStarr Post View Pixel 2',
  piggyback_pixels: [PIGGYBACK],
  post_view_expire_mins: 3600,
  post_view_value: 1,
  state: 'active',
  trigger_type: 'view',
};
const DEBUG = { output_term: 'pixel', version: '0.0.0', warnings: [] };

describe('the contract', () => {
  it('adds a pixel for an advertiser, whatever curl calls its JSON', async () => {
    const { app, advertiser, send } = await advertisers();
    const made = await app.inject({
      method: 'POST',
      url: `/pixel?advertiser_id=${advertiser}`,
      headers: {
        authorization: 'tgp_admin-of-the-tests',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: JSON.stringify({ pixel: EXAMPLE }),
    });
    expect(made.statusCode).toBe(200);
    const { response } = made.json();
    const pixel = {
      ...EXAMPLE,
      id: response.id,
      code: null,
      campaigns: null,
      line_items: null,
      post_click_expire_mins: null,
      post_click_value: null,
      pixel_conversion_event: null,
      pixel_conversion_event_id: null,
      landings_count: true,
      created_on: '2018-07-25 18:39:30',
      last_modified: '2018-07-25 18:39:30',
      advertiser_id: advertiser,
      member_id: 1,
    };
    expect(response).toEqual({
      status: 'OK',
      count: 1,
      id: expect.any(Number),
      start_element: 0,
      num_elements: 100,
      pixel,
      dbg_info: DEBUG,
    });
    const shown = await send('GET', `/pixel?id=${response.id}&advertiser_id=${advertiser}`);
    expect(shown.json().response).toEqual({
      status: 'OK',
      pixels: [pixel],
      count: 1,
      start_element: null,
      num_elements: null,
      dbg_info: { ...DEBUG, output_term: 'pixels' },
    });
  });

  it('shows a pixel with the campaigns and line items that use it', async () => {
    const { advertiser, make, send } = await advertisers();
    const made = await make('/pixel', {
      name: 'ProStarr Hybrid Pixel',
      trigger_type: 'hybrid',
      post_click_value: 10,
      post_view_value: 1,
      piggyback_pixels: [PIGGYBACK],
    });
    const campaign = await make('/campaign', { name: 'C', pixels: [{ id: made.id }] });
    const lineItem = await make('/line-item', { name: 'Line Item', pixels: [{ id: made.id }] });
    const { pixels } = (await send('GET', `/pixel?id=${made.id}&advertiser_id=${advertiser}`)).json()
      .response;
    expect(pixels).toMatchObject([
      {
        id: made.id,
        code: null,
        name: 'ProStarr Hybrid Pixel',
        state: 'active',
        campaigns: [{ id: String(campaign.id) }],
        line_items: [{ id: lineItem.id, name: 'Line Item', state: 'active' }],
        trigger_type: 'hybrid',
        min_minutes_per_conv: null,
        post_view_expire_mins: null,
        post_click_expire_mins: null,
        post_click_value: 10,
        post_view_value: 1,
        piggyback_pixels: [PIGGYBACK],
        advertiser_id: advertiser,
      },
    ]);
  });

  it('lists the pixels of all advertisers', async () => {
    const { advertiser, clock, other, make, send } = await advertisers();
    await make('/pixel', { name: 'Sample Pixel 1', min_minutes_per_conv: 32767, post_view_value: 0 });
    clock.now += 1000;
    await send('POST', '/pixel', {
      pixel: {
        name: 'blargh2',
        advertiser_id: other,
        min_minutes_per_conv: 1,
        post_click_expire_mins: 20160,
      },
    });
    const { response } = (await send('GET', '/pixel')).json();
    expect(response).toMatchObject({ status: 'OK', count: 2, start_element: null, num_elements: null });
    expect(response.pixels).toMatchObject([
      {
        name: 'Sample Pixel 1',
        advertiser_id: advertiser,
        min_minutes_per_conv: 32767,
        piggyback_pixels: null,
      },
      { name: 'blargh2', advertiser_id: other, trigger_type: 'click', post_click_expire_mins: 20160 },
    ]);
  });

  it('adds a category to a pixel', async () => {
    const { advertiser, clock, make, send } = await advertisers();
    const { id } = await make('/pixel', {
      name: 'Confirmation Page',
      min_minutes_per_conv: 0,
      post_click_expire_mins: 20160,
      post_view_expire_mins: 10080,
      trigger_type: 'hybrid',
    });
    clock.now = Date.parse('2018-07-27T20:55:31Z');
    const url = `/pixel?id=${id}&advertiser_id=${advertiser}`;
    const changed = await send('PUT', url, { pixel: { pixel_conversion_event_id: 3 } });
    expect(changed.json()).toEqual({
      response: {
        count: 1,
        dbg_info: DEBUG,
        id: String(id),
        num_elements: 100,
        pixel: {
          advertiser_id: advertiser,
          campaigns: null,
          code: null,
          created_on: '2018-07-25 18:39:30',
          id,
          last_modified: '2018-07-27 20:55:31',
          line_items: null,
          member_id: 1,
          min_minutes_per_conv: 0,
          name: 'Confirmation Page',
          piggyback_pixels: null,
          pixel_conversion_event: { id: 3, name: 'ItemView' },
          pixel_conversion_event_id: 3,
          landings_count: true,
          post_click_expire_mins: 20160,
          post_click_value: null,
          post_view_expire_mins: 10080,
          post_view_value: null,
          state: 'active',
          trigger_type: 'hybrid',
        },
        start_element: 0,
        status: 'OK',
      },
    });
    expect((await send('GET', url)).json().response.pixels).toEqual([changed.json().response.pixel]);
  });
});

describe('a pixel', () => {
  it('that is sent back as it was shown stays as it is, with warnings', async () => {
    const { make, send } = await advertisers();
    const pixel = await make('/pixel', EXAMPLE);
    const { response } = (await send('PUT', `/pixel?id=${pixel.id}`, { pixel })).json();
    expect(response.pixel).toEqual(pixel);
    expect(response.dbg_info.warnings).toContain('line_items: is read only; it was ignored');
  });

  it('is found and changed by its code', async () => {
    const { make, send } = await advertisers();
    const { id } = await make('/pixel', { name: 'P', code: 'shop-1' });
    await make('/pixel', { name: 'Q' });
    const url = '/pixel?advertiser_code=acme&code=shop-1';
    expect((await send('GET', url)).json().response.pixels).toMatchObject([{ id }]);
    expect((await send('PUT', url, { pixel: { name: 'R' } })).json().response.id).toBe(String(id));
    const again = await send('POST', '/pixel?advertiser_code=acme', { pixel: { name: 'S', code: 'shop-1' } });
    expect(problemOf(again)).toEqual([409, 'INTEGRITY', expect.stringContaining('code')]);
    expect((await send('DELETE', url)).json().response).toMatchObject({ status: 'OK', id: String(id) });
    expect((await send('GET', url)).statusCode).toBe(404);
  });

  it('keeps its piggybacks, replaces them or adds to them', async () => {
    const { make, send } = await advertisers();
    const js = (name: string) => ({ url: `https://js.example/${name}`, pixel_type: 'js' });
    const { id } = await make('/pixel', { name: 'P', piggyback_pixels: [js('a')] });
    const put = async (fields: object, query = '') =>
      (await send('PUT', `/pixel?id=${id}${query}`, { pixel: fields })).json().response.pixel
        .piggyback_pixels;
    expect(await put({ name: 'Q' })).toEqual([js('a')]);
    expect(await put({ piggyback_pixels: [js('b')] }, '&append=true')).toEqual([js('a'), js('b')]);
    expect(await put({ piggyback_pixels: [js('c')] })).toEqual([js('c')]);
    const image = await send('PUT', `/pixel?id=${id}&append=true`, {
      pixel: { piggyback_pixels: [PIGGYBACK] },
    });
    expect(problemOf(image)).toEqual([400, 'SYNTAX', expect.stringContaining('pixel_type')]);
    expect(await put({ piggyback_pixels: null })).toBe(null);
  });

  it('keeps what two changes at once add', async () => {
    const { make, send } = await advertisers();
    const { id } = await make('/pixel', { name: 'P' });
    const urls = ['a', 'b', 'c'].map(path => `https://js.example/${path}`);
    const add = (url: string) =>
      send('PUT', `/pixel?id=${id}&append=true`, {
        pixel: { piggyback_pixels: [{ pixel_type: 'js', url }] },
      });
    const answers = await Promise.all(urls.map(add));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    const [pixel] = (await send('GET', `/pixel?id=${id}`)).json().response.pixels;
    expect(pixel.piggyback_pixels.map(({ url }: { url: string }) => url).sort()).toEqual(urls);
  });

  it('that line items use is not deleted, and says which; a campaign lets go of it', async () => {
    const { make, send } = await advertisers();
    const { id } = await make('/pixel', { name: 'P' });
    const item = await make('/line-item', { name: 'Spring', pixels: [{ id }] });
    const campaign = await make('/campaign', { name: 'C', pixels: [{ id }] });
    const refused = await send('DELETE', `/pixel?id=${id}`);
    expect(problemOf(refused)).toEqual([409, 'INTEGRITY', expect.stringContaining(`${item.id} "Spring"`)]);
    expect((await send('GET', `/pixel?id=${id}`)).statusCode).toBe(200);
    await send('PUT', `/line-item?id=${item.id}`, { 'line-item': { pixels: [] } });
    expect((await send('DELETE', `/pixel?id=${id}`)).statusCode).toBe(200);
    expect((await send('GET', `/campaign?id=${campaign.id}`)).json().response.campaigns).toMatchObject([
      { pixels: null },
    ]);
  });
});

describe('refuses', () => {
  const js = (url: string) => ({ piggyback_pixels: [{ pixel_type: 'js', url }] });
  it.each<[string, object, string]>([
    ['no name', { name: undefined }, 'name'],
    ['an empty name', { name: ' ' }, 'name'],
    ['a long name', { name: 'n'.repeat(256) }, 'name'],
    ['half a character', { name: '\ud800' }, 'name'],
    ['a name that is a number', { name: 5 }, 'name'],
    ['a code that is a number', { code: 5 }, 'code'],
    ['an unknown field', { colour: 'red' }, 'colour'],
    ['a wrong state', { state: 'on' }, 'state'],
    ['a wrong trigger', { trigger_type: 'touch' }, 'trigger_type'],
    ['an interval below 0', { min_minutes_per_conv: -1 }, 'min_minutes_per_conv'],
    ['an interval over the limit', { min_minutes_per_conv: 32768 }, 'min_minutes_per_conv'],
    ['an interval with a fraction', { min_minutes_per_conv: 1.5 }, 'min_minutes_per_conv'],
    ['an interval that is text', { min_minutes_per_conv: '5' }, 'min_minutes_per_conv'],
    ['a click window over the limit', { post_click_expire_mins: 129601 }, 'post_click_expire_mins'],
    ['a view window over the limit', { post_view_expire_mins: 43201 }, 'post_view_expire_mins'],
    ['a value that is text', { post_view_value: '1' }, 'post_view_value'],
    ['landings that are no yes or no', { landings_count: 'yes' }, 'landings_count'],
    ['an event below 2', { pixel_conversion_event_id: 1 }, 'pixel_conversion_event_id'],
    ['an event over 8', { pixel_conversion_event_id: 9 }, 'pixel_conversion_event_id'],
    ['piggybacks that are no list', { piggyback_pixels: {} }, 'piggyback_pixels'],
    ['a piggyback without a type', { piggyback_pixels: [{ url: 'https://a.example/' }] }, 'pixel_type'],
    [
      'a piggyback of another type',
      { piggyback_pixels: [{ ...PIGGYBACK, pixel_type: 'iframe' }] },
      'pixel_type',
    ],
    ['two images', { piggyback_pixels: [PIGGYBACK, PIGGYBACK] }, 'at most one'],
    ['a mix', { piggyback_pixels: [PIGGYBACK, { ...PIGGYBACK, pixel_type: 'js' }] }, 'pixel_type'],
    ['a long URL', js(`https://a.example/${'a'.repeat(238)}`), 'url'],
    ['http', js('http://a.example/'), 'url'],
    ['no scheme', js('//a.example/'), 'url'],
    ['one slash', js('https:/a.example/'), 'url'],
    ['no host', js('https://'), 'url'],
    ['a script', js('javascript:alert(1)'), 'url'],
    ['a user', js('https://ok.example@a.example/'), 'url'],
    ['an empty user', js('https://@a.example/'), 'url'],
    ['a backslash', js('https:\\\\a.example/'), 'url'],
    ['a backslash in the path', js('https://a.example\\@b.example/'), 'url'],
    ['a line end', js('https://a.exa\nmple/'), 'url'],
    ['a tab', js('\thttps://a.example/'), 'url'],
    ['its own host', js('https://localhost/px?id=1'), 'url'],
    ['its own host, written otherwise', js('https://LOCALHOST.:8443/'), 'url'],
  ])('%s', async (_name, fields, word) => {
    const { make, send } = await advertisers();
    const made = await send('POST', '/pixel?advertiser_code=acme', { pixel: { name: 'P', ...fields } });
    expect(problemOf(made)).toEqual([400, 'SYNTAX', expect.stringContaining(word)]);
    expect((await send('GET', '/pixel')).json().response.count).toBe(0);
    if ('name' in fields && fields.name === undefined) return;
    const pixel = await make('/pixel', { name: 'P' });
    const changed = await send('PUT', `/pixel?id=${pixel.id}`, { pixel: fields });
    expect(problemOf(changed)).toEqual([400, 'SYNTAX', expect.stringContaining(word)]);
    expect((await send('GET', '/pixel')).json().response.pixels).toEqual([pixel]);
  });

  it.each([
    ['a number that is none', '{"pixel": {"name": "P", "post_view_value": 1e999}}', 'post_view_value'],
    ['a prototype', '{"pixel": {"name": "P", "__proto__": {"state": "inactive"}}}', '__proto__'],
    ['a prototype of the whole', '{"__proto__": {"pixel": {"name": "P"}}}', 'pixel'],
  ])('%s in the JSON', async (_name, body, word) => {
    const { send } = await advertisers();
    const made = await send('POST', '/pixel?advertiser_code=acme', body);
    expect(problemOf(made)).toEqual([400, 'SYNTAX', expect.stringContaining(word)]);
  });

  it('nothing that is just at the limit', async () => {
    const { make } = await advertisers();
    const url = `https://a.example/${'a'.repeat(237)}`;
    const limits = {
      name: 'n'.repeat(255),
      min_minutes_per_conv: 32767,
      post_click_expire_mins: 129600,
      post_view_expire_mins: 43200,
      post_click_value: -0.5,
      piggyback_pixels: [{ url, pixel_type: 'js' }],
      pixel_conversion_event_id: 8,
    };
    expect(url.length).toBe(255);
    expect(await make('/pixel', limits)).toMatchObject(limits);
  });
});
