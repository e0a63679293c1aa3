import type { InitOptions } from './types.ts';

/** What holds for the whole page: each option as the first `init` that gave it said. */
export const settings: InitOptions = { idCookie: 'tgp_id', sessionMinutes: 30 };
