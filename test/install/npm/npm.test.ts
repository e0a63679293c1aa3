import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { type InstallSettings, installCode, type Pixel, PLATFORMS } from '../../../src/install/index.ts';
import { LEAD, PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';

const notesFor = (settings: Partial<InstallSettings>) =>
  installCode('npm', PAGE, { ...SETTINGS, ...settings }).notes;
const commandIn = (notes: string[]) => /npm install .*$/m.exec(notes.join('\n'))?.[0];

describe('the notes for a package', () => {
  test.each<[string, Partial<InstallSettings>, string]>([
    ['of a version', { version: '1.2.3' }, 'https://collect.example.com/tgp-1.2.3.tgz'],
    ['of the newest', {}, 'https://collect.example.com/tgp.tgz'],
    [
      'of a version that is none yet',
      { version: '2.0.0-rc.1' },
      'https://collect.example.com/tgp-2.0.0-rc.1.tgz',
    ],
    [
      'of another collector than the script’s, below a path',
      { endpoint: 'https://b.example:8443/in/', version: '1.2.3' },
      'https://b.example:8443/in/tgp-1.2.3.tgz',
    ],
    [
      'with nothing in it that a shell takes for its own',
      { endpoint: "https://b.example/$(id)`id`;id&'id'|é*~%41" },
      'https://b.example/%24%28id%29%60id%60%3Bid%26%27id%27%7C%C3%A9%2a%7e%41/tgp.tgz',
    ],
  ])('name the address %s', (_, settings, url) => {
    expect(commandIn(notesFor(settings))).toBe(`npm install ${url}`);
  });

  test.each<[string, Partial<InstallSettings>]>([
    ['http', { scriptUrl: 'http://collect.example.com/tgp.js' }],
    ['an endpoint over http', { endpoint: 'http://collect.example.com' }],
    ['the page’s own scheme', { endpoint: '//collect.example.com' }],
    ['the page’s own host', { scriptUrl: '/tgp.js' }],
  ])('have no command for %s, but what to do', (_, settings) => {
    const notes = notesFor({ version: '1.2.3', ...settings });
    expect(commandIn(notes)).toBeUndefined();
    expect(notes.join('\n')).not.toMatch(/http:\/\/|tgz/);
    expect(notes[0]).toMatch(/^Put the collector behind https/);
  });
});

describe('on the server of an app, where modules run too,', () => {
  const sale = {
    ...PURCHASE,
    config: { ...PURCHASE.config, revenue: { source: 'fixed' as const, value: '5' } },
  };
  test.each<[string, Pixel]>([
    ['a page view', PAGE],
    ['a sale with variables', PURCHASE],
    ['one with few', sale],
    ['what has none', LEAD],
  ])('the code of %s does nothing', (_, pixel) => {
    const { base_code, event_code } = installCode('npm', pixel, SETTINGS);
    for (const code of [base_code, event_code]) {
      const [, statements = ''] = code.split("import { tgp } from 'tgp';");
      const call = () => vm.runInNewContext(`"use strict";${statements}`, { tgp: expect.unreachable });
      expect(call).not.toThrow();
    }
  });
});

test('refuses a version that is none', () => {
  expect(() => notesFor({ version: '1.2.3; id' })).toThrow('must be a version, like 1.2.3');
});

test.each(PLATFORMS)('no text for %s names a package of a public registry', platform => {
  const pixel = { ...PAGE, config: { type: 'pageview' as const } };
  const { notes } = installCode(platform, pixel, { ...SETTINGS, version: '1.2.3' });
  for (const note of notes)
    expect(note).not.toMatch(/\b(npm|yarn|pnpm) (i|install|add) (?!https:)|\bnpx (?!--no )/);
});
