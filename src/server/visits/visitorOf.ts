import type { EventColumns } from '../store/eventOf.ts';
import { sessionOf } from './sessionOf.ts';

/** The visitor of an event, where it is of any visit. */
export const visitorOf = ({
  type,
  anonymous_id,
  user_id,
}: Pick<EventColumns, 'type' | 'anonymous_id' | 'user_id'>): string | undefined =>
  sessionOf({ type, anonymousId: anonymous_id, userId: user_id, fields: {} })?.visitor;
