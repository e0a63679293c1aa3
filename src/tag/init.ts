import { setConsent } from './consent.ts';
import { fire } from './fire.ts';
import { warn } from './log.ts';
import { type Moment, readMoment } from './moment.ts';
import { destinations, release } from './queue.ts';
import { settings } from './settings.ts';
import type { InitOptions } from './types.ts';
import { watchViews } from './views.ts';

/** `tgp('init', writeKey, options)`: adds a destination. A repeated one changes nothing. */
export function init(moment: Moment, writeKey: string, options: InitOptions): void {
  const { autoPage, consent, endpoint = settings.endpoint, transport } = options;
  if (destinations.some(known => known.writeKey === writeKey)) return;
  // Eight characters are an id of Telegram's pixel: its install code found this global in place of its own.
  if (!writeKey || !endpoint || /^\w{8}$/.test(writeKey)) {
    return warn("init needs a write key and an endpoint. For Telegram's pixel, rename this tag", writeKey);
  }
  if (!destinations[0]) Object.assign(settings, options);
  if (consent) setConsent(consent, true);
  destinations.push({ writeKey, endpoint: endpoint.replace(/\/$/, ''), transport });
  if (autoPage) {
    const view = (at: Moment) => fire('page', at, '', {}, { to: writeKey });
    view(moment);
    watchViews(() => view(readMoment({})), autoPage === 'spa');
  }
  release();
}
