/**
 * The sandboxed script of the client. The sandbox has neither regular expressions nor `new`, so that it reads the
 * query's notation character by character. An event is the container's only when the collector has taken it: the tag
 * sends what is refused again, and the container would count it twice.
 */
export declare const clientScript: () => string;
