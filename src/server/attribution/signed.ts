import type { Fields } from '../../protocol/query.ts';
import type { StoredEvent } from '../store/event.ts';

/** Where the collector says of an event what it found: `context.tgp`. What a sender says there of these is taken out. */
export const tgpOf = ({ fields }: Pick<StoredEvent, 'fields'>): Fields =>
  objectOf(objectOf(fields.context).tgp);

/** Whether an event came with a right signature, or by the API. */
export const isSigned = (event: Pick<StoredEvent, 'fields'>): boolean => tgpOf(event).signed === 'true';

const objectOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
