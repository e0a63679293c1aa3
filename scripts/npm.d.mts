import type { SpawnOptions } from 'node:child_process';

export function npm(args: string[], options?: SpawnOptions): Promise<{ code: number; output: string }>;
