import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { exportCommand } from '../../../src/server/cli/exportCommand.ts';
import { importCommand } from '../../../src/server/cli/importCommand.ts';
import { advertisers } from '../../support/advertising.ts';
import { collector, IN_FILE, NOW, storedEvents, tempDir } from '../../support/collector.ts';
import { runCommand } from '../../support/command.ts';

async function exported(folder: string, ...args: string[]): Promise<string> {
  let text = '';
  const out = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  expect(await exportCommand(['--data', folder, ...args], {}, out)).toBeUndefined();
  return text;
}

const imported = (folder: string, text: string) =>
  importCommand(['-', '--data', folder], {}, Readable.from([text]));

it('writes each event as a line, oldest first, and reads them back as they were', async () => {
  const from = await advertisers({}, IN_FILE);
  from.clock.now = NOW;
  const { id } = await from.make('/pixel', { name: 'Order "1"' });
  await from.beacon(
    'event=E%0A%E2%80%A8&messageId=m1&properties.a=%F0%9F%92%A3&originalTimestamp=2001-01-01T00:00:00Z',
  );
  await from.beacon('name=Home&messageId=m2&userId=u', 'page');
  await from.app.inject(`/px?id=${id}&messageId=m3&anonymousId=a1`);
  for (const [at, type] of ['identify', 'screen', 'group', 'alias'].entries()) {
    const ids = {
      writeKey: from.writeKey,
      userId: 'u',
      messageId: `m${at + 4}`,
      groupId: 'g',
      previousId: 'p',
    };
    await from.app.inject({
      method: 'POST',
      url: `/v1/${type}`,
      payload: { ...ids, traits: { age: 5, of: null } },
    });
  }
  const text = await exported(from.folder);
  const lines = text.trimEnd().split('\n');
  expect(lines.map(line => JSON.parse(line).messageId)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7']);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    writeKey: from.writeKey,
    type: 'track',
    event: 'E\n\u2028',
    clamped: true,
    receivedAt: '2026-11-21T10:20:30.400Z',
    time: '2026-11-21T10:20:30.400Z',
  });

  const to = await collector({}, IN_FILE);
  await to.store.tags.add({ ...(await from.store.tags.get(from.writeKey))!, integration_id: 'other' });
  expect(await imported(to.folder, text)).toBe('7 events are new, 0 were there already');
  expect(await imported(to.folder, text)).toBe('0 events are new, 7 were there already');
  expect(await storedEvents(to)).toEqual(await storedEvents(from));
  expect((await to.call('GET', '/counts')).json().counts).toEqual(
    (await from.call('GET', '/counts')).json().counts,
  );
  expect(await exported(to.folder)).toBe(text);
});

it('writes the events of one tag, of a time, into a new file', async () => {
  const it = await collector({}, IN_FILE);
  const other = (await it.call('POST', '/accounts/acme/tags', { name: 'O', domain: 'o.example' })).json();
  for (let at = 0; at < 3; at++) {
    await it.beacon(`event=E&messageId=m${at}`);
    await it.app.inject(`/pixel/v1/track?writeKey=${other.write_key}&anonymousId=a&event=E&messageId=o${at}`);
    it.clock.now += 60_000;
  }
  const file = join(it.folder, 'events.ndjson');
  const idsOf = (text: string) => text.match(/(?<="messageId":")\w+/g) ?? [];
  await exported(it.folder, '--write-key', other.write_key, '--out', file);
  expect(idsOf(readFileSync(file, 'utf8'))).toEqual(['o0', 'o1', 'o2']);
  await expect(exported(it.folder, '--out', file)).rejects.toThrow('EEXIST');
  const from = new Date(NOW + 60_000).toISOString();
  const to = new Date(NOW + 120_000).toISOString();
  expect(idsOf(await exported(it.folder, '--from', from, '--to', to))).toEqual(['m1', 'o1']);
  await expect(exported(it.folder, '--write-key', 'x')).rejects.toThrow('no tag with the write key "x"');
  await expect(exported(it.folder, '--from', 'x')).rejects.toThrow('--from: "x" is no time');
});

it('has them all, however many', async () => {
  const it = await collector({}, IN_FILE);
  await Promise.all(Array.from({ length: 2500 }, (_, at) => it.beacon(`event=E&messageId=${at}`)));
  expect((await exported(it.folder)).trimEnd().split('\n')).toHaveLength(2500);
});

it('names each line that it refuses, and stores the others', async () => {
  const it = await collector({}, IN_FILE);
  await it.beacon('event=E&messageId=m1');
  const line = (await exported(it.folder)).trimEnd();
  const changed = (change: object) => JSON.stringify({ ...JSON.parse(line), ...change });
  const text = [
    changed({ messageId: 'm2' }),
    '{"half',
    changed({ writeKey: 'none' }),
    '',
    changed({ type: 'x', time: 'soon' }),
    changed({ receivedAt: '2026-99-99T00:00:00Z' }),
    changed({ extra: 1 }),
  ].join('\r\n');
  const file = join(it.folder, 'events.ndjson');
  writeFileSync(file, text);
  const failed = await importCommand([file, '--data', it.folder], {}).catch((error: Error) => error.message);
  expect((failed as string).split('\n')).toEqual([
    '1 events are new, 0 were there already, 5 lines are refused:',
    expect.stringMatching(/^line 2: .*JSON/),
    'line 3: writeKey: there is no tag "none"',
    expect.stringMatching(/^line 5: type: must be one of .*; time: must be a time like/),
    'line 6: receivedAt, time: there is no such time',
    expect.stringMatching(/^line 7: extra: is not known here/),
  ]);
  await expect(importCommand(['none', '--data', it.folder], {})).rejects.toThrow('there is no file none');
});

it('reads events of a tag that is disabled', async () => {
  const it = await collector({}, IN_FILE);
  await it.beacon('event=E&messageId=m1');
  const text = (await exported(it.folder)).replace('"m1"', '"m2"');
  await it.call('PATCH', `/accounts/acme/tags/${it.writeKey}`, { disabled: true });
  expect(await imported(it.folder, text)).toBe('1 events are new, 0 were there already');
});

it('reads what other programs make of a text: UTF-16, a mark of the byte order, line ends of Windows', async () => {
  const from = await collector({}, IN_FILE);
  await from.beacon('event=%C3%BC%F0%9F%92%A3&messageId=m1');
  await from.beacon('event=E&messageId=m2');
  const text = (await exported(from.folder)).replaceAll('\n', '\r\n');
  const bytes = (mark: string, swap = false) => {
    const written = Buffer.from(mark + text, 'utf16le');
    return swap ? written.swap16() : written;
  };
  for (const each of [bytes('\ufeff'), bytes('\ufeff', true), bytes(''), Buffer.from(`\ufeff${text}`)]) {
    const to = await collector({}, IN_FILE);
    await to.store.tags.add({ ...(await from.store.tags.get(from.writeKey))!, integration_id: 'other' });
    // A chunk may end within a character.
    const chunks = Array.from({ length: Math.ceil(each.length / 7) }, (_, at) =>
      each.subarray(at * 7, at * 7 + 7),
    );
    const said = await importCommand(['-', '--data', to.folder], {}, Readable.from(chunks));
    expect(said).toBe('2 events are new, 0 were there already');
    expect(await exported(to.folder)).toBe(text.replaceAll('\r\n', '\n'));
  }
});

it('names the first of 400,000 lines that are none, and says how many there are', async () => {
  const it = await collector({}, IN_FILE);
  await it.beacon('event=E&messageId=m1');
  const line = (await exported(it.folder)).replace('"m1"', '"m2"');
  async function* lines() {
    for (let at = 0; at < 400; at++) yield 'no event, and nothing that is like one\n'.repeat(1000);
    yield line;
    yield `{"writeKey": "${'x'.repeat(10_000)}"}\n`;
    for (let at = 0; at < 20; at++) yield 'x'.repeat(1024 * 1024);
    yield '\n{';
  }
  const failed: Error = await importCommand(['-', '--data', it.folder], {}, Readable.from(lines())).catch(
    error => error,
  );
  const said = failed.message.split('\n');
  expect(said[0]).toBe('1 events are new, 0 were there already, 400003 lines are refused:');
  expect(said).toHaveLength(22);
  expect(said[1]).toMatch(/^line 1: .*JSON/);
  expect(said[20]).toMatch(/^line 20: /);
  expect(said[21]).toBe('and 399983 more');
});

it.each([
  ['1969-12-31T23:59:59.999Z', 'receivedAt, time: must not be before 1970'],
  ['2026-02-31T10:00:00.000Z', 'receivedAt, time: there is no such time'],
  ['2026-11-21T24:00:00.000Z', 'receivedAt, time: there is no such time'],
  ['2026-11-21T10:00:60.000Z', 'receivedAt, time: there is no such time'],
  ['2026-11-21T10:00:00.000', 'receivedAt: must be a time like 2026-11-21T10:00:00.000Z'],
])('stores no event of %s', async (receivedAt, message) => {
  const it = await collector({}, IN_FILE);
  await it.beacon('event=E&messageId=m1');
  const line = JSON.stringify({ ...JSON.parse(await exported(it.folder)), receivedAt, messageId: 'm2' });
  await expect(imported(it.folder, line)).rejects.toThrow(message);
});

it.each([
  ['--from', '2026-11-21T10:00:00'],
  ['--to', '2026-02-31'],
  ['--to', '2026-11-21T24:00:00Z'],
])('exports nothing by %s %s', async (option, time) => {
  const it = await collector({}, IN_FILE);
  await expect(exported(it.folder, option, time)).rejects.toThrow(`${option}: "${time}" is no time`);
});

it('makes a store where there is none, with a tag for each write key', async () => {
  const from = await collector({}, IN_FILE);
  const other = (await from.call('POST', '/accounts/acme/tags', { name: 'O', domain: 'o.example' })).json();
  await from.beacon('event=E&messageId=m1');
  await from.app.inject(
    `/pixel/v1/track?writeKey=${other.write_key}&anonymousId=a&event=purchase&messageId=m2`,
  );
  const text = await exported(from.folder);
  const junk = JSON.stringify({ ...JSON.parse(text.split('\n')[0]!), writeKey: 'no key' });
  const folder = join(tempDir(), 'new', 'data');
  await expect(imported(folder, `${text}${junk}\n`)).rejects.toThrow(
    '2 events are new, 0 were there already, 2 tags are made in the account "imported", 1 lines are refused:\n' +
      'line 3: writeKey: there is no tag "no key"',
  );
  expect(await exported(folder)).toBe(text);
  expect(await imported(folder, text)).toBe('0 events are new, 2 were there already');
  const to = await collector({}, { folder });
  expect(await storedEvents(to)).toEqual(await storedEvents(from));
  const missing = join(tempDir(), 'missing');
  await expect(importCommand(['none', '--data', missing], {})).rejects.toThrow('there is no file none');
  expect(existsSync(missing)).toBe(false);
});

it.each(['export', 'retention'])('%s names the folder whose store it cannot open', async name => {
  const folder = tempDir();
  writeFileSync(
    join(folder, 'tgp.db'),
    'this is no store of anybody, and long enough to be looked at'.repeat(99),
  );
  const command = runCommand([name, '--data', folder]);
  expect(await command.exit).toBe(1);
  expect(command.err).toMatch(/^tgp: can't open the store in .*: file is not a database\n$/);
  expect(command.err).toContain(folder);
});
