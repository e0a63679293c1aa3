/** Of an answer that is written by hand: a text is sent as it is. */
export const JSON_TYPE = 'application/json; charset=utf-8';
