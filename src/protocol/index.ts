export { type Choice, CONVERSION_TYPES, PIXEL_PROPERTIES } from './conversions.ts';
export * from './event.ts';
export { type BusinessType, EVENT_KINDS, type EventKind } from './eventTypes.ts';
export * from './limits.ts';
export { decodeQuery, encodeQuery, type Fields, type Skip } from './query.ts';
