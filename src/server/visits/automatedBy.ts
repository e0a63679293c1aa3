import { isbot } from 'isbot';
import type { Reason } from '../store/visits.ts';

/** What drives a browser that nobody looks at. */
const HEADLESS =
  /HeadlessChrome|PhantomJS|SlimerJS|\bjsdom\b|\bHappyDOM\b|HtmlUnit|Puppeteer|Playwright|Selenium|\bCypress\//i;

/** What measures pages, in a browser that isbot takes for a person's. */
const MEASURING = /\bGTmetrix\b|\bYLT Chrome\b|\bMiniature\.io\b|\bTSM-turingos\b/;

/** Fetches what is in a mail for the person who opens it: Google's, Yahoo's, and Apple's, which says no more than this. */
const MAIL_PROXY = /\bGoogleImageProxy\b|\bYahooMailProxy\b|^Mozilla\/5\.0$/;

/** Whether a User-Agent is that of a mail's reader, who is a person, though a server asks for him. */
export const isMailProxy = (userAgent: string): boolean => MAIL_PROXY.test(userAgent);

/** Why a User-Agent is no person's; undefined where it may be one's. */
export function automatedBy(userAgent: string): Reason | undefined {
  if (!userAgent.trim()) return 'no-user-agent';
  if (isMailProxy(userAgent)) return undefined;
  if (HEADLESS.test(userAgent)) return 'headless';
  return isbot(userAgent) || MEASURING.test(userAgent) ? 'user-agent' : undefined;
}
