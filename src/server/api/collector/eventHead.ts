import type { StoredEvent } from '../../store/event.ts';
import { packFields } from '../../store/packFields.ts';
import { eventJson } from './eventJson.ts';

/** Longest JSON of an event that a stream carries whole: most are a tenth of it. */
const MAX_WHOLE = 16 * 1024;

/** Longest text in a head. */
const MAX_TEXT = 500;

/** By what an event is known in a list. */
const KNOWN_BY = [
  ['event'],
  ['name'],
  ['anonymousId'],
  ['userId'],
  ['context', 'page', 'url'],
  ['context', 'page', 'path'],
  ['context', 'page', 'search'],
  ['context', 'campaign', 'name'],
  ['context', 'campaign', 'source'],
  ['context', 'campaign', 'medium'],
  ['context', 'pixel', 'type'],
  ['context', 'sessionId'],
  ['properties', 'revenue'],
  ['properties', 'currency'],
];

/**
 * An event as JSON; of a large one its head: what it is known by, and in `whole` the address of all of it.
 * @param prefix the path that the collector has for whoever is told
 */
export function wholeOrHead(event: StoredEvent, prefix = ''): string {
  // As it is stored it is no longer than as JSON, and known: JSON of the largest takes milliseconds.
  const isLarge = packFields(event.fields).length > MAX_WHOLE;
  const whole = isLarge ? undefined : JSON.stringify(eventJson(event));
  if (whole !== undefined && whole.length <= MAX_WHOLE) return whole;
  const { writeKey, messageId } = event;
  const fields = {};
  for (const path of KNOWN_BY) copyText(event.fields, fields, path);
  const address = `${prefix}/events?${new URLSearchParams({ writeKey, messageId })}`;
  return JSON.stringify({ ...eventJson({ ...event, fields }), whole: address });
}

interface Loose {
  [key: string]: unknown;
}

function copyText(from: Loose, to: Loose, [key, ...rest]: string[]): void {
  const value = Object.hasOwn(from, key!) ? from[key!] : undefined;
  if (!rest.length) {
    if (typeof value === 'string') to[key!] = value.slice(0, MAX_TEXT);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  to[key!] ??= {};
  copyText(value as Loose, to[key!] as Loose, rest);
}
