/** The encoding of a database, as its server calls it. */
export const ENCODING = "current_setting('server_encoding')";

/** The only one that has every text: others refuse some of them, and SQL_ASCII takes letters for bytes. */
export const isUnicode = (encoding: string): boolean => encoding === 'UTF8';

export const HOW_TO_MAKE = 'make it with createdb -E UTF8 -T template0';
