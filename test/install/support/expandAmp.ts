/** What `amp-analytics` knows by itself: its variables, and the names that it replaces anywhere in a URL. */
const VARIABLES: { [name: string]: string } = {
  clientId: 'CLIENT_ID',
  canonicalUrl: 'CANONICAL_URL',
  canonicalPath: 'CANONICAL_PATH',
  documentReferrer: 'DOCUMENT_REFERRER',
  title: 'TITLE',
  browserLanguage: 'BROWSER_LANGUAGE',
  userAgent: 'USER_AGENT',
  timezoneCode: 'TIMEZONE_CODE',
  screenWidth: 'SCREEN_WIDTH',
  screenHeight: 'SCREEN_HEIGHT',
};
const NAMES: { [name: string]: string } = {
  CLIENT_ID: 'amp-1',
  CANONICAL_URL: 'https://shop.example/a',
  CANONICAL_PATH: '/a',
  DOCUMENT_REFERRER: '',
  TITLE: 'A (title) &',
  BROWSER_LANGUAGE: 'de',
  USER_AGENT: 'UA',
  TIMEZONE_CODE: 'Europe/Berlin',
  SCREEN_WIDTH: '1',
  SCREEN_HEIGHT: '2',
  RANDOM: '0.5',
};

/** Expands a request as amphtml does (amp-analytics/0.1/variables.js, then service/url-expander). */
export function expandAmp(request: string, vars: { [name: string]: unknown }): string {
  const expanded = request.replace(/\$\{([^}]*)\}/g, (_, key: string) => {
    const [, name = key, args = ''] = /^([^\s(]*)(\([^)]*\))$/.exec(key) ?? [];
    const value = `${vars[name] ?? VARIABLES[name] ?? ''}`;
    return value && encodeURIComponent(value) + args;
  });
  const names = Object.keys(NAMES).sort((a, b) => b.length - a.length);
  return expanded.replace(new RegExp(`\\$?(${names.join('|')})(\\([^)]*\\))?`, 'g'), (_, name: string) =>
    encodeURIComponent(NAMES[name]!),
  );
}
