/** What made-up visitors come with, and how often. */
export interface Device {
  weight: number;
  userAgent: string;
  width: number;
  height: number;
}

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0';

export const DEVICES: readonly Device[] = [
  {
    weight: 24,
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`,
    width: 1920,
    height: 1080,
  },
  {
    weight: 10,
    userAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME} Safari/537.36`,
    width: 1512,
    height: 982,
  },
  {
    weight: 7,
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/142.0.0.0`,
    width: 1536,
    height: 864,
  },
  {
    weight: 8,
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
    width: 1920,
    height: 1200,
  },
  {
    weight: 3,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    width: 1920,
    height: 1080,
  },
  {
    weight: 20,
    userAgent: `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`,
    width: 412,
    height: 915,
  },
  {
    weight: 22,
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
    width: 393,
    height: 852,
  },
  {
    weight: 4,
    userAgent:
      'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
    width: 1024,
    height: 1366,
  },
];

export const BOTS: readonly Device[] = [
  {
    weight: 5,
    userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    width: 1024,
    height: 1024,
  },
  {
    weight: 3,
    userAgent: 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    width: 1024,
    height: 1024,
  },
  {
    weight: 2,
    userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36`,
    width: 800,
    height: 600,
  },
];

/** Where they live and what they read. */
export const PLACES: readonly { weight: number; country: string; locale: string; timezone: string }[] = [
  { weight: 34, country: 'DE', locale: 'de-DE', timezone: 'Europe/Berlin' },
  { weight: 20, country: 'AT', locale: 'de-AT', timezone: 'Europe/Vienna' },
  { weight: 9, country: 'CH', locale: 'de-CH', timezone: 'Europe/Zurich' },
  { weight: 12, country: 'GB', locale: 'en-GB', timezone: 'Europe/London' },
  { weight: 8, country: 'FR', locale: 'fr-FR', timezone: 'Europe/Paris' },
  { weight: 6, country: 'IT', locale: 'it-IT', timezone: 'Europe/Rome' },
  { weight: 7, country: 'US', locale: 'en-US', timezone: 'America/New_York' },
  { weight: 4, country: 'NL', locale: 'nl-NL', timezone: 'Europe/Amsterdam' },
];
