import { release } from './commands.ts';
import { consents } from './consent.ts';
import { hear } from './platform.ts';
import { leaveAll } from './underWay.ts';
import { noteLoadedUrl } from './views.ts';

/**
 * Looks at the page for the first time, once. Before, nothing of it is read: what is imported on a server does nothing
 * there, and an import that nobody uses leaves nothing in a bundle.
 */
export function wake(): void {
  noteLoadedUrl();
  // Global Privacy Control speaks for the visitor until the page does.
  if ((window.navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl) consents.ads = 'denied';
  hear('pagehide', leaveAll);
  // The document's event, which does not bubble.
  hear('prerenderingchange', release);
}
