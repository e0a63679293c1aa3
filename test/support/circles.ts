import type { Imports } from './imports.ts';

/** Files that reach themselves by their imports, those of one knot together (Tarjan's strongly connected components). */
export function circles(imports: Imports): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];

  function visit(file: string): number {
    const at = order.size;
    order.set(file, at);
    lowest.set(file, at);
    open.push(file);
    for (const next of imports.get(file) ?? []) {
      if (!order.has(next)) lower(file, visit(next));
      else if (open.includes(next)) lower(file, order.get(next)!);
    }
    if (lowest.get(file) === at) {
      const knot = open.splice(open.indexOf(file));
      if (knot.length > 1 || imports.get(file)?.includes(file)) found.push(knot.sort());
    }
    return lowest.get(file)!;
  }

  const lower = (file: string, to: number) => lowest.set(file, Math.min(lowest.get(file)!, to));
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return found;
}
