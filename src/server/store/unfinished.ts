/** Why a store is not opened that `tgp migrate` has not made whole yet: what is stored there meanwhile is in no other one. */
export const UNFINISHED =
  'another store is being moved here: start collectors here when "tgp migrate" with --switch has ended, or name an empty place';
