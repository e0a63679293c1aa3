import { orderOf } from '../attribution/order.ts';
import type { Said } from '../attribution/said.ts';
import { isSigned } from '../attribution/signed.ts';
import { cutText } from '../store/cutText.ts';
import type { StoredEvent } from '../store/event.ts';
import { MAX_INDEXED } from '../store/indexed.ts';
import { SAME_VISIT_MS, sessionOf } from './sessionOf.ts';

/** An event that told of something first, and that a signed one counts in the place of. */
export interface Replaced {
  seq: number;
  event: StoredEvent;
  /** What it was counted as. */
  said: Said;
}

/** Whether an event is a signed order that has a visit of its own to be counted in. */
export const mayTakePlace = (event: StoredEvent): boolean =>
  isSigned(event) && sessionOf(event)?.begins === true && orderOf(event).orderId !== '';

/**
 * Whether an event takes the place of the one that told of its order first: anybody may send an order's number before its site's
 * server vouches for it. What the same visitor did a while before stays where it is: there he came from somewhere, and a server may
 * sign an order days later.
 */
export const takesPlace = (event: StoredEvent, first: StoredEvent): boolean =>
  mayTakePlace(event) &&
  !isSigned(first) &&
  (!isSameVisitor(event, first) || Math.abs(event.time - first.time) <= SAME_VISIT_MS);

const isSameVisitor = (event: StoredEvent, other: StoredEvent): boolean =>
  (['anonymousId', 'userId'] as const).some(
    id => event[id] !== '' && stored(event[id]) === stored(other[id]),
  );

const stored = (text: string): string => cutText(text, MAX_INDEXED);
