import { attempt } from './say.ts';

/**
 * Takes away every cookie of a name that the browser lets go of: the host's own and those of each wider domain, of every
 * folder that the page is in. Other settings, other versions or the site itself may have left them.
 */
export function forgetCookie(name: string): void {
  for (let domain = location.hostname; ; domain = domain.replace(/^[^.]*\.?/, '')) {
    for (let path = location.pathname; path; path = path.replace(/[^/]+$|\/$/, ''))
      attempt(() => {
        // A last label alone is no domain of cookies: then it is the host's own.
        document.cookie =
          name + '=;max-age=0;path=' + path + (domain.includes('.') ? ';domain=' + domain : '');
      });
    if (!domain) break;
  }
}
