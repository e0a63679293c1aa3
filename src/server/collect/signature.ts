import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Fields } from '../../protocol/query.ts';
import type { StoredEvent } from '../store/event.ts';

/** What is signed of an event, a line each, as it is read: without white space at its ends. */
export function signedLines({ writeKey, event, fields }: StoredEvent): string[] {
  const { order_id, revenue, value, currency } = (fields.properties ?? {}) as Fields;
  const worth = textOf(revenue) || textOf(value);
  return ['v1', writeKey, textOf(event), textOf(order_id), worth, textOf(currency)];
}

/** The signature that an event has with a secret, in hex. */
export const signatureOf = (secret: string, lines: readonly string[], end = ''): string =>
  createHmac('sha256', secret)
    .update(lines.join('\n') + end)
    .digest('hex');

/** Whether a signature is that of an event. A line that holds others could be read in two ways: it is none. */
export function isRight(signature: string, secret: string, event: StoredEvent): boolean {
  const sent = Buffer.from(signature.trim().toLowerCase());
  const lines = signedLines(event);
  if (lines.some(line => /[\r\n]/.test(line))) return false;
  return ['', '\n'].some(end => {
    const right = Buffer.from(signatureOf(secret, lines, end));
    return sent.length === right.length && timingSafeEqual(sent, right);
  });
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}`.trim() : '';
