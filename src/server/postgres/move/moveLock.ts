/** The advisory lock of a store's first server that is had by the one command that moves what is there, or clears up after one. */
export const MOVE_LOCK = 7_498_116;
