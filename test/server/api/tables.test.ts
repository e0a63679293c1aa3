import { expect, it } from 'vitest';
import { collector } from '../../support/collector.ts';
import { documentOf, operationsOf } from '../../support/openapi.ts';
import { tables } from '../../support/tables/tables.ts';

/** What is sent as a file, which its own tests hold. */
const FILES = ['GET /tgp.js', 'GET /tgp.full.js', 'GET /tgp/{write_key}.js', 'GET /{path}/{write_key}.js'];

it('every route of the document has one row in one table, and every row a route', async () => {
  const document = await documentOf((await collector()).app);
  const routes = operationsOf(document)
    .map(([route]) => route)
    .filter(route => !FILES.includes(route));
  const rows = tables.flatMap(table => table.rows.map(({ route }) => route));

  const untested = routes.filter(route => !rows.includes(route));
  expect(
    untested,
    `no row in a table. Add one to test/support/tables/<dialect>Table.ts: the route as it is here, a request that it
takes ($account, $tag, $pixel … are the things that world.ts makes: add yours there), the status that it answers with,
and what is changed of it to have it refused: missing, wrongType, overLimit, or why that can't be, in words`,
  ).toEqual([]);
  expect(
    rows.filter(route => !routes.includes(route)),
    'rows without a route: take them out',
  ).toEqual([]);
  expect(
    rows.filter((route, at) => rows.indexOf(route) !== at),
    'rows that are there twice',
  ).toEqual([]);
});
