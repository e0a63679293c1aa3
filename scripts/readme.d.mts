export const PAGES: string[];
export function madeParts(): Promise<Record<string, string>>;
export function between(name: string): RegExp;
