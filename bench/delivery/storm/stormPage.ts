import { javascript } from '../../../src/install/javascript.ts';
import type { Destination } from '../page.ts';

/** Events of a page that have no answer yet, those that wait to go again with them: fewer than its outbox holds. */
const WINDOW = 20;

/** The page: `storm(prefix, count)` sends, `progress()` tells how far that is by the tag's own word. */
export function stormPage({ writeKey, collector }: Destination): string {
  return `<!doctype html><title>Storm</title>${javascript({ writeKey, scriptUrl: `${collector}/tgp.js`, options: {} })}
<script>
const sent = new Set();
const waiting = new Set();
let fired = 0;
let fire = () => {};
function free(id) { if (waiting.delete(id)) fire(); }
// Of this storm alone: the page was calm before.
tgp('on', 'sent', ({ messageId }) => { if (waiting.has(messageId)) sent.add(messageId); free(messageId); });
tgp('on', 'skip', ({ messageId }) => free(messageId));
function storm(prefix, count) {
  fire = () => {
    while (fired < count && waiting.size < ${WINDOW}) {
      const messageId = prefix + '-' + ++fired;
      waiting.add(messageId);
      tgp('track', 'storm', { number: fired }, { messageId });
    }
  };
  fire();
}
const progress = () => ({ fired, sent: sent.size });
</script>`;
}
