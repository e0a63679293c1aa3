import { expect, test } from 'vitest';
import { botNamed } from '../../../src/server/visits/botNamed.ts';

test.each([
  ['Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)', 'GPTBot', 'ai-crawler'],
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot', 'search-engine'],
  ['Wget/1.21.2', 'Wget', 'http-library'],
])('names the bot of %s', async (userAgent, name, tag) => {
  expect(await botNamed(userAgent)).toMatchObject({ name, tags: [tag] });
});

test.each([
  '',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'x'.repeat(100_000),
])('names none where it is none', async userAgent => {
  expect(await botNamed(userAgent)).toBeNull();
});
