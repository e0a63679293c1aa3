import { expect, it } from 'vitest';
import { tagConfig } from '../../../src/server/served/tagConfig.ts';
import { advertisers } from '../../support/advertising.ts';

it('puts no script of others into the script of a tag of images only', async () => {
  const it = await advertisers();
  const fields = { name: 'Order', pixel_conversion_event_id: 7 };
  const js = { pixel_type: 'js', url: 'https://partner.example/p.js' };
  const img = { pixel_type: 'img', url: 'https://partner.example/p.gif' };
  for (const piggyback_pixels of [[js], [img]]) await it.make('/pixel', { ...fields, piggyback_pixels });
  const tag = (await it.store.tags.get(it.writeKey))!;
  const has = async (images_only: 0 | 1) => {
    const config = await tagConfig(it.store, { ...tag, images_only });
    return [js, img].map(({ url }) => config.includes(url));
  };
  expect(await has(0)).toEqual([true, true]);
  expect(await has(1)).toEqual([false, true]);
});

it('says which parameters of addresses the tag and the collector cut or keep, where they say so', async () => {
  const it = await advertisers();
  const tag = (await it.store.tags.get(it.writeKey))!;
  const { path, ...bare } = tag;
  expect(await tagConfig(it.store, { ...bare, path: null })).toBe('[[]]');
  const said = { cut_parameters: '["member"]', keep_parameters: '["code","</script>"]' };
  expect(await tagConfig(it.store, { ...bare, path: null, ...said })).toBe(
    '[[],,,{"cutParameters":["member"],"keepParameters":["code","\\u003c/script\\u003e"]}]',
  );
  expect(await tagConfig(it.store, { ...bare, path: 'garden', ...said }, { cut: ['fan'], kept: [] })).toMatch(
    /^\[\[\],,"garden",\{"cutParameters":\["member","fan"\],/,
  );
  expect(await tagConfig(it.store, { ...bare, path: null }, { kept: ['state'] })).toBe(
    '[[],,,{"keepParameters":["state"]}]',
  );
});
