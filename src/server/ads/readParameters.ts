import type { FastifyRequest } from 'fastify';
import { queryOf } from '../collect/readQuery.ts';
import { Refused } from '../collect/refused.ts';

/** The parameters of an ad's or a pixel's request: of a repeated one the first counts. */
export function readParameters({ raw }: FastifyRequest): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(queryOf(raw.url!))) {
    // Code that nobody filled in sends its placeholders.
    const isPlaceholder = /^(\[[A-Z_]+\]|\$\{[^}]*\}|\{\{[^}]*\}\})$/.test(value);
    if (!parameters.has(name)) parameters.set(name, isPlaceholder ? '' : value);
  }
  return parameters;
}

/** An id of a record; undefined where there is none. */
export function readId(parameters: Map<string, string>, name: string): number | undefined {
  const text = parameters.get(name);
  if (!text) return undefined;
  if (!/^\d{1,10}$/.test(text)) throw new Refused(400, `${name}: must be a number, like ${name}=37`);
  return Number(text);
}
