import type { Page, Request } from 'playwright/test';

// A request that outlives its page is never reported as finished.
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
  context.on('requestfinished', end);
  context.on('requestfailed', end);

  return async () => {
    // Whatever the page put off to its next task or frame is sent first.
    for (const open of context.pages())
      await open
        .evaluate(
          () =>
            new Promise<void>(resolve =>
              setTimeout(() => requestIdleCallback(() => resolve(), { timeout: 200 })),
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
