import zlib from 'node:zlib';
import { beforeEach, expect, it } from 'vitest';
import { Pressing } from '../../../src/server/http/pressing.ts';

const TYPE = 'text/html; charset=utf-8';
let now = 0;

beforeEach(() => {
  now = 0;
});

it('makes the same file of the same text, once', async () => {
  const pressing = new Pressing(() => now);
  const files = await Promise.all(
    Array.from({ length: 1000 }, () => pressing.press(TYPE, Buffer.from('a page'))),
  );
  for (const file of files) expect(file).toBe(files[0]);
  expect(zlib.brotliDecompressSync(files[0]!.br!).toString()).toBe('a page');
  expect(zlib.gunzipSync(files[0]!.gzip!).toString()).toBe('a page');
});

it('compresses so many texts a minute, and gives those beyond as they are', async () => {
  const pressing = new Pressing(() => now);
  const press = (text: string) => pressing.press(TYPE, Buffer.from(text));
  const files = await Promise.all(Array.from({ length: 400 }, (_, at) => press(`page ${at}`)));
  expect(files.filter(({ br }) => br)).toHaveLength(300);
  expect(files.at(-1)).toMatchObject({ type: TYPE, body: Buffer.from('page 399') });
  // Those that are known go on as they were.
  expect(await press('page 0')).toBe(files[0]);
  now += 60_000;
  expect((await press('page 399')).br).toBeDefined();
});
