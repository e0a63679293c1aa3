import type { Page, Request } from 'playwright/test';

// A request that outlives its page may never be reported as answered.
const LOST_AFTER_MS = 1000;

/** Watches what a page and its pop-ups send to an origin; the promise it gives waits until all is answered. */
export function settled(page: Page, origin: string): () => Promise<void> {
  const context = page.context();
  const pending = new Set<Request>();
  let wake = () => {};
  context.on('request', request => {
    if (request.url().startsWith(`${origin}/`)) pending.add(request);
  });
  const end = (request: Request) => {
    pending.delete(request);
    wake();
  };
  // Not `requestfinished`, which waits for a body that nobody reads; the answer's head says that it is stored.
  context.on('response', response => end(response.request()));
  context.on('requestfailed', end);

  return async () => {
    // Whatever the page put off to its next task or frame is sent first.
    for (const open of context.pages())
      await open
        .evaluate(
          () =>
            new Promise<void>(resolve =>
              setTimeout(() =>
                // Safari has none.
                'requestIdleCallback' in window
                  ? requestIdleCallback(() => resolve(), { timeout: 200 })
                  : setTimeout(resolve),
              ),
            ),
        )
        .catch(() => {});
    const deadline = Date.now() + LOST_AFTER_MS;
    while (pending.size && Date.now() < deadline)
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, deadline - Date.now());
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
  };
}
