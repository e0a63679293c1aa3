import { expect, it } from 'vitest';
import { get, isGif } from '../../support/ads.ts';
import { advertisers } from '../../support/advertising.ts';

it.each([
  'http://a.example/',
  'https://a.example.evil.test/',
  'https://a.example@evil.test/',
  'https:\\\\a.example/',
  'https:/a.example/',
  '//a.example/',
  'https://evil.test/#https://a.example/',
  'https://a.example:444/',
  'https://sub.a.example/',
  'https://a.example\t/',
  'javascript:alert(1)',
  'data:text/html,x',
  '/px?id=1',
  'https://[::1]/',
  'https://a.example%00.evil.test/',
  'x'.repeat(5000),
])('never redirects to %s', async redir => {
  const it = await advertisers();
  const { id } = await it.make('/pixel', { name: 'Order' });
  const line = await it.make('/line-item', { name: 'Ad' });
  for (const path of [`/px?id=${id}`, `/click?line_item_id=${line.id}`]) {
    const answer = await get(it, `${path}&redir=${encodeURIComponent(redir)}`);
    expect([isGif(answer), answer.headers.location]).toEqual([true, undefined]);
  }
});
