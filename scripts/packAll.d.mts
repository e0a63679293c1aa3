export function pack(): Promise<{ tag: string; collector: string }>;
