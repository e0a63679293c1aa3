/** Longest URL a beacon may have, in characters. nginx and the large CDNs stop at 8 KB of request line. */
export const MAX_URL_LENGTH = 8000;
/** Longest body that a browser lets outlive its page: 64 KiB, with what else is on its way. */
export const MAX_KEEPALIVE_BODY = 60_000;
/** Deepest path a key may name, in segments. The recorded server vectors reach 100. */
export const MAX_DEPTH = 100;
/** Most `key=value` pairs one query may hold; a 200-product order of ten fields has 2,000. */
export const MAX_KEYS = 5000;
/** Highest array index a key may name: a bare index of a million would be a 4 MB array of nulls. */
export const MAX_INDEX = 999;
/** Most holes (indexes skipped over) one query may leave in its arrays, all together. */
export const MAX_HOLES = 2000;
