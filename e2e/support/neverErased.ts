/** In a page: has the collector answer an erasure as one of many events, which goes on until it is stopped. */
export function neverErased(): void {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    if (!String(input).endsWith('?progress=true')) return fetch(input, init);
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"events":1200,"of":5000}\n'));
        init!.signal!.addEventListener('abort', () => controller.error(init!.signal!.reason));
      },
    });
    return Promise.resolve(new Response(body));
  };
}
