/** Made by scripts/queryText.mjs from encodeText.ts, fitUrl.ts, limits.ts, writeQuery.ts of src/protocol. */
export declare const QUERY_TEXT: string;
