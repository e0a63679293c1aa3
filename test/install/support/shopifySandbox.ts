import vm from 'node:vm';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { SETTINGS } from './examples.ts';

const document = {
  location: { href: 'https://shop.example/thanks?a=1', pathname: '/thanks', search: '?a=1' },
  referrer: 'https://shop.example/checkout',
  title: 'Thanks',
};

/** What Shopify says of the page that an event is from. */
export const CONTEXT = {
  document,
  navigator: { language: 'de', userAgent: 'UA' },
  window: { screen: { width: 1, height: 2 } },
};

/** One request of the pixel's. */
export interface Sent {
  url: string;
  method?: string;
  body?: string;
  keepalive?: boolean;
}

/**
 * Fires a pixel in its sandbox: no storage, no page, and only what Shopify gives.
 * @param cookie the visitor of the theme's tag; undefined where none can be read
 * @param answer what becomes of each request; it throws where the network does
 */
export async function fireShopify(
  pixel: Pixel,
  data: object,
  cookie?: string,
  answer: (sent: Sent) => void = () => {},
) {
  const requests: Sent[] = [];
  const names: string[] = [];
  let listener: ((event: object) => Promise<void>) | undefined;
  const globals = {
    analytics: {
      subscribe(name: string, added: typeof listener) {
        names.push(name);
        listener = added;
      },
    },
    browser: {
      cookie: {
        get: () =>
          cookie === undefined ? Promise.reject(new Error('SecurityError')) : Promise.resolve(cookie),
      },
    },
    fetch: async (url: string, options: object) => {
      const sent: Sent = { url, ...options };
      requests.push(sent);
      answer(sent);
    },
  };
  vm.runInNewContext(installCode('shopify', pixel, SETTINGS).event_code, globals);
  await listener!({
    id: 'evt-1',
    clientId: 'client-1',
    timestamp: '2026-01-05T10:00:00.000Z',
    context: CONTEXT,
    data,
  });
  const { url, body } = requests[0]!;
  return { names, requests, globals, url: body === undefined ? url : `${url}?${body}` };
}
