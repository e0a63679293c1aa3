export function measure(source: string): { raw: number; gzip: number; brotli: number };
export function sizes(): { table: string; brotli: { [name: string]: number }; problems: string[] };
