import type { IncomingHttpHeaders } from 'node:http';

/**
 * Browsers that have said for years, of each request to a safe address, which site it comes from: by their whole User-Agent, so
 * that no browser that is made of them, and no webview, is taken for one. Chrome has its numbers this way since 110.
 */
const CHROME =
  /^Mozilla\/5\.0 \([^)]*\) AppleWebKit\/537\.36 \(KHTML, like Gecko\) Chrome\/(\d{3})\.0\.0\.0 (?:Mobile )?Safari\/537\.36$/;
const FIREFOX = /^Mozilla\/5\.0 \([^)]*; rv:[\d.]+\) Gecko\/[\d.]+ Firefox\/(\d{3})\.0$/;
const SINCE = 110;

/**
 * Whether a request comes from no such browser, though its User-Agent says so: it lacks `Sec-Fetch-Site`. A browser leaves that
 * out where the address that it asks is not safe, so the page must be of https, which can ask no other, or of this machine.
 */
export function lacksFetchMetadata(
  headers: IncomingHttpHeaders,
  { userAgent, url }: { userAgent: string; url: string },
): boolean {
  if (headers['sec-fetch-site'] !== undefined) return false;
  const version = (CHROME.exec(userAgent) ?? FIREFOX.exec(userAgent))?.[1];
  if (version === undefined || Number(version) < SINCE) return false;
  return (
    url.startsWith('https://') ||
    (isLoopback(hostOf(headers)) && URL.canParse(url) && isLoopback(new URL(url).hostname))
  );
}

/** As the browser wrote it, where a proxy says that. */
const hostOf = (headers: IncomingHttpHeaders): string =>
  `${headers['x-forwarded-host'] ?? headers.host ?? ''}`.replace(/:\d+$/, '');

const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
