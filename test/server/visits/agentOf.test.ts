import crawlers from 'crawler-user-agents';
import { devices } from 'playwright';
import { describe, expect, test } from 'vitest';
import { agentOf } from '../../../src/server/visits/agentOf.ts';
import { cpuMs } from '../../support/cpuMs.ts';
import { BROWSERS } from './browsers.ts';

describe('what no person uses', () => {
  const instances = crawlers.flatMap(crawler => crawler.instances);

  test('is marked in at least 99.5 % of the crawlers that are known', () => {
    const missed = instances.filter(userAgent => !agentOf(userAgent).why);
    expect(instances.length).toBeGreaterThan(2000);
    expect(missed.length / instances.length).toBeLessThan(0.005);
    // Browsers in apps, in editors, and those who fetch a person's mail.
    expect(missed.filter(userAgent => !/Instagram|MetaIAB|Electron|Fluid|Proxy/.test(userAgent))).toEqual([]);
  });

  test.each([
    [
      'headless',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36',
    ],
    [
      'headless',
      'Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1',
    ],
    ['headless', 'Mozilla/5.0 (linux) AppleWebKit/537.36 (KHTML, like Gecko) jsdom/22.1.0'],
    ['user-agent', 'Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)'],
    [
      'user-agent',
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)',
    ],
    [
      'user-agent',
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Perplexity-User/1.0; +https://perplexity.ai/perplexity-user)',
    ],
    ['user-agent', 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)'],
    ['user-agent', 'curl/8.5.0'],
    ['user-agent', 'python-requests/2.32.3'],
    ['user-agent', 'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)'],
    ['no-user-agent', ''],
    ['no-user-agent', '  '],
  ])('says why: %s of %s', (why, userAgent) => {
    expect(agentOf(userAgent).why).toBe(why);
  });
});

describe('what people use', () => {
  test('are all devices that playwright knows', () => {
    const userAgents = [...new Set(Object.values(devices).map(device => device.userAgent))];
    expect(userAgents.length).toBeGreaterThan(50);
    expect(userAgents.filter(userAgent => agentOf(userAgent).why)).toEqual([]);
    // Every one of them is of a known kind, family and system.
    const unknown = userAgents.filter(userAgent => {
      const { device, browser, system } = agentOf(userAgent);
      return !device || !browser || !system;
    });
    expect(unknown).toEqual([]);
  });

  test('are the commonest browsers, in apps and on television too', () => {
    expect(BROWSERS.length).toBeGreaterThan(100);
    expect(BROWSERS.filter(([, , , userAgent]) => agentOf(userAgent).why)).toEqual([]);
  });

  test.each(BROWSERS)('%s, %s, %s: %s', (device, browser, system, userAgent) => {
    expect(agentOf(userAgent)).toMatchObject({ device, browser, system });
  });

  test.each([
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html',
    // Of Apple's Mail, which tells no more of who reads.
    'Mozilla/5.0',
  ])('read mail: %s', userAgent => {
    expect(agentOf(userAgent).why).toBeUndefined();
  });
});

test('reads no more of a User-Agent than any browser says, in a short time', async () => {
  const parts = ['a', ' ', '(', 'Version/', 'Mobile ', 'http:'];
  const ms = await cpuMs(() => {
    for (const part of parts) agentOf(part.repeat(100_000));
  });
  expect(ms).toBeLessThan(1000);
});
