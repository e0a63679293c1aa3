/**
 * Which form of the rules and lists this is: one more with each change that has a stored visit told, or counted, otherwise.
 * A visit keeps the number that it was counted by; a rebuild counts all of them anew.
 */
export const RULES = 1;
