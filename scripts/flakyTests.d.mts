export function flakyTests(report: object): string[];
export function flakyWords(names: string[]): string;
