export { CONVERSION_TYPES, PIXEL_PROPERTIES } from "./conversions.js";
export * from "./event.js";
export { EVENT_KINDS } from "./eventTypes.js";
export { KINDS, kindNamed } from "./kinds.js";
export * from "./limits.js";
export { decodeQuery, encodeQuery } from "./query.js";
