/** How an event travels, with the page's script that sends it: `url` is its beacon, `id` its messageId. */
export const TRANSPORTS = {
  tag: "tgp('track', 'bench', {}, { messageId: id });",
  'tag, image': "tgp('track', 'bench', {}, { messageId: id });",
  sendBeacon: "navigator.sendBeacon(url.split('?')[0], url.split('?')[1]);",
  image: 'new Image().src = url;',
  fetch: 'fetch(url).catch(() => {});',
  XHR: "const request = new XMLHttpRequest(); request.open('GET', url); request.send();",
} as const;

export type Transport = keyof typeof TRANSPORTS;

/**
 * Which of them one page sends by at once. The tag has its page to itself, for it keeps and repeats events. Of the
 * others each request lives or dies by what it is, and on a connection of its own, whatever is sent beside it.
 */
export const GROUPS: Transport[][] = [['tag'], ['tag, image'], ['sendBeacon', 'image', 'fetch', 'XHR']];

export const isTag = (transport: Transport | undefined): boolean => transport?.startsWith('tag') ?? false;
