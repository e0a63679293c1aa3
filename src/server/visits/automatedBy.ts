import { isbot } from 'isbot';
import type { Reason } from '../store/visits.ts';

/** What drives a browser that nobody looks at. */
const HEADLESS =
  /HeadlessChrome|\b(?:PhantomJS|SlimerJS|Splash|jsdom|happy-?dom|HtmlUnit|Puppeteer|Playwright|Selenium|WebDriver|Cypress|TestCafe|Nightmare|Zombie\.js|Lighthouse)\b|Chrome-Lighthouse/i;

/** Fetches what is in a mail for the person who opens it. */
const MAIL_PROXY = /\bGoogleImageProxy\b|\bYahooMailProxy\b|\bYahooCacheSystem\b/;

/** Whether a User-Agent is that of a mail's reader, who is a person, though a server asks for him. */
export const isMailProxy = (userAgent: string): boolean => MAIL_PROXY.test(userAgent);

/** Why a User-Agent is no person's; undefined where it may be one's. */
export function automatedBy(userAgent: string): Reason | undefined {
  if (!userAgent.trim()) return 'no-user-agent';
  if (isMailProxy(userAgent)) return undefined;
  if (HEADLESS.test(userAgent)) return 'headless';
  return isbot(userAgent) ? 'user-agent' : undefined;
}
