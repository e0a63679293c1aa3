/** Made by scripts/queryText.mjs from asData.ts, attempt.ts, encodeText.ts, fitUrl.ts, limits.ts, ownKeys.ts, writeQuery.ts of src/protocol. */
export declare const QUERY_TEXT: string;
