import type { InitOptions } from './types.ts';

/** What holds for the whole page: the options of the first `init`. */
export const settings: InitOptions = { idCookie: 'tgp_id', sessionMinutes: 30 };
