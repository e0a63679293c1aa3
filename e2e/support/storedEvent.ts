/** An event as the collector gives it back; every leaf is the text that came over the wire. */
export interface StoredEvent {
  messageId: string;
  writeKey: string;
  type: 'page' | 'track';
  event?: string;
  name?: string;
  anonymousId: string;
  userId?: string;
  originalTimestamp: string;
  sentAt: string;
  receivedAt: string;
  timestamp: string;
  // biome-ignore lint/suspicious/noExplicitAny: a tree of any depth, which tests walk by name.
  context: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  properties: any;
}
