export { type Choice, CONVERSION_TYPES, PIXEL_PROPERTIES } from './conversions.ts';
export * from './event.ts';
export { EVENT_KINDS, type EventKind } from './eventTypes.ts';
export { type BusinessType, KINDS, type Kind, kindNamed } from './kinds.ts';
export * from './limits.ts';
export { decodeQuery, encodeQuery, type Fields, type Skip } from './query.ts';
