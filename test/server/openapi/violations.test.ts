import { describe, expect, it } from 'vitest';
import { ADMIN } from '../../support/collector.ts';
import { documentOf, type Loose, operationsOf } from '../../support/openapi.ts';
import { filled } from '../../support/tables/fill.ts';
import { tables } from '../../support/tables/tables.ts';
import { violations, withViolation } from '../../support/tables/violations.ts';
import { world } from '../../support/tables/world.ts';

const rows = tables
  .filter(({ dialect }) => dialect !== 'beacons')
  .flatMap(table => table.rows.map(row => ({ ...row, invalid: table.invalid })));

/** What the document asks of a field is asked by the route: its schema is the one that checks. */
describe('a route refuses each value that its document does', () => {
  it.each(rows.filter(({ body }) => body))('in the body of $route', async row => {
    const at = await world();
    const [, operation] = operationsOf(await documentOf(at.app)).find(([route]) => route === row.route)!;
    const { schema } = operation.requestBody!.content['application/json']!;
    const { method, url, body } = filled(row.route, row, at.acme);
    const all = violations(schema).filter(({ path }) => path.length);
    expect(all.length).toBeGreaterThan(1);
    const before = at.stored();
    for (const violation of all) {
      const sent = withViolation(body, violation, schema);
      const answer = await at.call(method, url, sent, ADMIN);
      const told = `${violation.word} of ${violation.path.join('.')}: ${answer.body.slice(0, 200)}`;
      expect(answer.statusCode, told).toBe(row.invalid);
    }
    expect(at.stored() === before, 'nothing has changed').toBe(true);
  });

  it.each(rows)('in the query of $route', async row => {
    const at = await world();
    const [, operation] = operationsOf(await documentOf(at.app)).find(([route]) => route === row.route)!;
    const before = at.stored();
    const parameters = (operation.parameters ?? []).filter((each: Loose) => each.in === 'query');
    for (const { name, schema, required } of parameters) {
      // A query has no types but text, and says each field once.
      const all = violations(schema).filter(
        ({ value }) => typeof value === 'string' || typeof value === 'number',
      );
      const wrong = [...all.map(({ value }) => value), ...(required ? [undefined] : [])];
      for (const value of wrong) {
        const change = { ...row, query: { ...row.query, [name]: value } };
        const { method, url, body } = filled(row.route, change, at.acme);
        const answer = await at.call(method, url, body, ADMIN);
        const told = `${name}=${String(value).slice(0, 50)}: ${answer.body.slice(0, 200)}`;
        expect(answer.statusCode, told).toBe(row.invalid);
      }
    }
    expect(at.stored() === before, 'nothing has changed').toBe(true);
  });
});
