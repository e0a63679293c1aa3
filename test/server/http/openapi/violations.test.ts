import { describe, expect, it } from 'vitest';
import { ADMIN } from '../../../support/collector.ts';
import { anyDocument, type Operation, operationsOf } from '../../../support/openapi.ts';
import { filled } from '../../../support/tables/fill.ts';
import type { Request } from '../../../support/tables/table.ts';
import { tables } from '../../../support/tables/tables.ts';
import { violations, withViolation } from '../../../support/tables/violations.ts';
import { world } from '../../../support/tables/world.ts';

const queryOf = ({ parameters = [] }: Operation) => parameters.filter(each => each.in === 'query');

const rows = tables
  // A beacon takes any value that is not too long.
  .filter(({ dialect }) => dialect !== 'beacons')
  .flatMap(table => table.rows.map(row => ({ ...row, invalid: table.invalid })))
  .filter(({ route, body }) => body || /^GET /.test(route));

it('has rows with fields', () => expect(rows.length).toBeGreaterThan(20));

/** What the document asks of a field is asked by the route: its schema is the one that checks. */
describe('a route refuses each value that its document does', () => {
  it.each(rows)('in the body and the query of $route', async row => {
    const at = await world();
    const [, operation] = operationsOf(await anyDocument(at.app)).find(([route]) => route === row.route)!;
    const before = await at.stored();
    const refuses = async (request: Request, told: string) => {
      const { method, url, body } = filled(row.route, request, at.acme);
      const answer = await at.call(method, url, body, ADMIN);
      expect(answer.statusCode, `${told}: ${answer.body.slice(0, 200)}`).toBe(row.invalid);
    };

    const schema = operation.requestBody?.content['application/json']?.schema;
    const inBody = schema ? violations(schema).filter(({ path }) => path.length) : [];
    for (const violation of inBody) {
      const told = `${violation.word} of ${violation.path.join('.')}`;
      await refuses({ ...row, body: withViolation(row.body, violation, schema) }, told);
    }

    for (const { name, schema, required } of queryOf(operation)) {
      // A query has no types but text.
      const inQuery = violations(schema).filter(
        ({ value }) => typeof value === 'string' || typeof value === 'number',
      );
      for (const value of [...inQuery.map(each => each.value), ...(required ? [undefined] : [])]) {
        const told = `${name}=${String(value).slice(0, 50)}`;
        await refuses({ ...row, query: { ...row.query, [name]: value } }, told);
      }
    }
    expect((await at.stored()) === before, 'nothing has changed').toBe(true);
  });
});
