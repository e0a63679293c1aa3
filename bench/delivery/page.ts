import { javascript } from '../../src/install/javascript.ts';
import { MOMENTS, type Moment } from './moments.ts';
import { isTag, TRANSPORTS, type Transport } from './transports.ts';

/** What a page does: it sends one event by each of these at this moment. */
export interface Visit {
  moment: Moment;
  transports: Transport[];
}

/** Where a page sends its events. */
export interface Destination {
  writeKey: string;
  collector: string;
  /** Script for every page of the site's own. */
  script?: string;
}

/** The messageId of the event that a page sends by one of its transports. */
export const messageIdOf = (visitId: string, transport: Transport): string =>
  `${visitId} ${transport}`.replaceAll(/\W+/g, '-');

/** A page without the tag, to go away to; it says when it is shown, the first time or again. */
export const AWAY = `<!doctype html><title>Away</title><h1>Away</h1>
<script>addEventListener('pageshow', () => navigator.sendBeacon('/shown'))</script>`;

/** A page of the site that sends at its moment. */
export function page(visitId: string, { moment, transports }: Visit, destination: Destination): string {
  const { writeKey, collector, script = '' } = destination;
  const options = transports.includes('tag, image') ? { transport: 'image' } : {};
  const snippet = isTag(transports[0])
    ? javascript({ writeKey, scriptUrl: `${collector}/tgp.js`, options })
    : '';
  const beacon = `${collector}/pixel/v1/track?event=bench&anonymousId=bench&writeKey=${writeKey}&messageId=`;
  const sends = transports.map(transport => {
    const id = messageIdOf(visitId, transport);
    return `  { const id = '${id}'; const url = '${beacon}${id}'; ${TRANSPORTS[transport]} }`;
  });
  // What was fired is noted, so that a moment that never came is not taken for a lost event: in a microtask, for Firefox
  // ends the script of a tab that closes where it waits for storage, and what it was to send would go unsent.
  return `<!doctype html><title>Bench</title>${snippet}
<h1>Bench</h1><p><a id="away" href="/away">away</a> <button id="leave">leave</button></p>
<script>
localStorage.before = localStorage.fired;
let isFired = localStorage.before === '${visitId}';
function fire() {
  if (isFired) return;
  isFired = true;
  queueMicrotask(() => { localStorage.fired = '${visitId}'; });
${sends.join('\n')}
}
${MOMENTS[moment]};
</script>${script}`;
}
