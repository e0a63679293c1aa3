/** A minute, in ms. */
const MINUTE_MS = 60_000;
/** An hour, in ms. */
const HOUR_MS = 60 * MINUTE_MS;
/** A day, in ms. */
const DAY_MS = 24 * HOUR_MS;

export { DAY_MS, HOUR_MS, MINUTE_MS };
