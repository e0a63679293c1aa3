export { type Choice, CONVERSION_TYPES, PIXEL_PROPERTIES } from './conversions.js';
export * from './event.js';
export { EVENT_KINDS, type EventKind } from './eventTypes.js';
export { type BusinessType, KINDS, type Kind, kindNamed } from './kinds.js';
export * from './limits.js';
export { decodeQuery, encodeQuery, type Fields, type Skip } from './query.js';
