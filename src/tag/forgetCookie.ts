import { cookie } from './storage.ts';

/**
 * Takes away every cookie of a name that the browser lets go of: the host's own and those of each wider domain, of the whole
 * site and of the page's folder. Other settings, other versions or the site itself may have left them.
 * @param domain the narrowest of them
 */
export function forgetCookie(name: string, domain: string = location.hostname): void {
  // Of two paths the last counts, and none is the page's folder.
  for (const path of ['', '/']) cookie(name, '', domain + ';path=' + path);
  // A last label alone is no domain of cookies, and no domain is the host's own.
  if (domain) forgetCookie(name, /\..*\./.test(domain) ? domain.replace(/.*?\./, '') : '');
}
