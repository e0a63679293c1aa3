/** Wrong set-up: its message names the option and the fix. */
export class BadOption extends Error {}
