/**
 * The sandboxed script of the client. The sandbox has neither regular expressions nor `new`, so that it reads the
 * query's notation character by character. An event is the container's only when the collector has taken it: the tag
 * sends what is refused again, and the container would count it twice. What it sends again since no answer reached the page, the
 * collector knows, and says so to who asks by `Tgp-Relay`. The browser is answered after the container's tags: they may set cookies.
 */
export declare const clientScript: () => string;
