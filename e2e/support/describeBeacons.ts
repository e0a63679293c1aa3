import { inspect } from 'node:util';
import { mismatches } from './mismatches.ts';
import { pair } from './pair.ts';
import type { StoredEvent } from './storedEvent.ts';

/** Says what was expected and what came, and for each missing beacon how the likeliest event differs. */
export function describeBeacons(
  problem: string,
  { expected, refuted, stored }: { expected: object[]; refuted: object[]; stored: StoredEvent[] },
): string {
  const found = pair(expected, stored);
  const lines = [problem];
  expected.forEach((partial, index) => {
    lines.push(`\n${found[index] ? 'came:    ' : 'MISSING: '}${show(partial)}`);
    if (!found[index]) lines.push(...nearest(partial, stored));
  });
  for (const partial of refuted) {
    const came = stored.some(event => !mismatches(partial, event).length);
    lines.push(`\n${came ? 'CAME, REFUTED: ' : 'did not come: '}${show(partial)}`);
  }
  lines.push(`\nstored meanwhile (${stored.length}):`, ...stored.map(show));
  return lines.join('\n');
}

function nearest(partial: object, stored: StoredEvent[]): string[] {
  const differences = stored.map(event => ({ event, list: mismatches(partial, event) }));
  const [likeliest] = differences.sort((a, b) => distance(a.list) - distance(b.list));
  if (!likeliest) return [];
  const { type, event, name, messageId } = likeliest.event;
  return [
    `  likeliest: ${type} ${event ?? name ?? ''} (${messageId})`,
    ...likeliest.list.map(line => `    ${line}`),
  ];
}

// An event of another name is another event, however much of it agrees.
function distance(list: string[]): number {
  return list.reduce((sum, line) => sum + (/^(type|event|name):/.test(line) ? 100 : 1), 0);
}

function show(value: object): string {
  return inspect(value, { depth: 8, breakLength: 110, colors: false });
}
