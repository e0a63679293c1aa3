import type { Fields } from '../../protocol/query.ts';
import type { StoredEvent } from '../store/event.ts';

/** What a check keeps of a stored event: names, and no value but those by which it is told apart. */
export interface CheckedEvent {
  messageId: string;
  type: string;
  event: string;
  /** When it was received, in ms. */
  at: number;
  /** Of its page. */
  path: string;
  /** Names of the properties that have a value. */
  properties: string[];
  /** The tag that sent it, as in `tgp.js 1.2.3`. */
  library: string;
  allowed: string[];
  denied: string[];
  pixelId: string;
}

const MAX_TEXT = 200;
const MAX_LIST = 100;

export function checkedEvent({ messageId, type, event, receivedAt, fields }: StoredEvent): CheckedEvent {
  const context = fieldsOf(fields.context);
  const library = fieldsOf(context.library);
  const consent = fieldsOf(context.consentManagement);
  return {
    messageId,
    type,
    event: event.slice(0, MAX_TEXT),
    at: receivedAt,
    path: text(fieldsOf(context.page).path),
    properties: Object.entries(fieldsOf(fields.properties))
      .filter(([, value]) => value !== '' && value != null)
      .slice(0, MAX_LIST)
      .map(([name]) => name.slice(0, MAX_TEXT)),
    library: `${text(library.name)} ${text(library.version)}`.trim(),
    allowed: texts(consent.allowedConsentIds),
    denied: texts(consent.deniedConsentIds),
    pixelId: text(fieldsOf(context.pixel).id),
  };
}

/** Whether an event's own page, or the one before, was opened with the id of a check. */
export function isOfCheck({ fields }: StoredEvent, id: string): boolean {
  const { url, search, referrer } = fieldsOf(fieldsOf(fields.context).page);
  return [url, search, referrer].some(each => typeof each === 'string' && each.includes(`tgp_debug=${id}`));
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : '');

const texts = (value: unknown): string[] =>
  Array.isArray(value)
    ? value
        .filter(each => typeof each === 'string')
        .slice(0, 10)
        .map(text)
    : [];
