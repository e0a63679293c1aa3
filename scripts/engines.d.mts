import type { Found } from '../e2e/engines/engine.ts';

export const ENGINES: Found['engine'][];
export function findEngines(
  names?: Found['engine'][],
  options?: { fetch?: boolean },
): Promise<{ found: Found[]; missing: { engine: Found['engine']; problem: string }[] }>;
export function wantedEngines(text?: string): { names: Found['engine'][]; must: boolean };
