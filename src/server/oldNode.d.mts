export const NEEDED: string;

export function isOld(version: string): boolean;
