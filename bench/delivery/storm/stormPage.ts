import { javascript } from '../../../src/install/javascript.ts';
import type { Destination } from '../page.ts';

/** Events that a page has on their way at once: fewer than any outbox holds. */
const WINDOW = 20;

/** An event that was not heard of for so long makes room for the next; it may still be sent. */
const SLOT_MS = 10_000;

/** The page: `storm(prefix, count)` sends, `progress()` tells how far that is by the tag's own word. */
export function stormPage({ writeKey, collector }: Destination): string {
  return `<!doctype html><title>Storm</title>${javascript({ writeKey, scriptUrl: `${collector}/tgp.js`, options: {} })}
<script>
const sent = new Set();
const waiting = new Set();
let fired = 0;
let fire = () => {};
function free(id) { if (waiting.delete(id)) fire(); }
tgp('on', 'sent', ({ messageId }) => { sent.add(messageId); free(messageId); });
tgp('on', 'skip', ({ messageId }) => free(messageId));
function storm(prefix, count) {
  fire = () => {
    while (fired < count && waiting.size < ${WINDOW}) {
      const messageId = prefix + '-' + ++fired;
      waiting.add(messageId);
      setTimeout(free, ${SLOT_MS}, messageId);
      tgp('track', 'storm', { number: fired }, { messageId });
    }
  };
  fire();
}
const progress = () => ({ fired, sent: sent.size });
</script>`;
}
