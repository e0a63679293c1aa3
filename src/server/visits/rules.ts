export const RULES = 1;
