import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { drawPath, isReserved, OWN_PATH } from '../../../src/server/access/ownPath.ts';
import { random } from '../../../src/server/http/random.ts';
import { collector } from '../../support/collector.ts';

const DIST = fileURLToPath(new URL('../../../dist/', import.meta.url));

/** The addresses of all routes, out of the tree that the router draws of them. */
function routesIn(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap(line => {
    const [, indent, own, methods] = /^((?:[│ ] {3})*)[├└]── (.*?)( \(.*)?$/u.exec(line) ?? [];
    if (indent === undefined) return [];
    const depth = indent.length / 4;
    above.splice(depth, Infinity, own!);
    return methods ? [above.join('')] : [];
  });
}

it('no route begins with what may be the path of a tag', async () => {
  const demo = { account: 'demo', writeKey: '0'.repeat(32), path: null, token: 'tgp_demo' };
  const { app } = await collector({ distDir: DIST, demo });
  const routes = routesIn(app.printRoutes({ commonPrefix: false }));
  expect(routes).toEqual(
    expect.arrayContaining(['/', '/pxl', '/px', '/pixel/v1/track', '/:path/v', '/shop/', '/openapi.json']),
  );
  const firsts = new Set(routes.map(route => route.split('/')[1]!));
  const colliding = [...firsts].filter(first => new RegExp(OWN_PATH).test(first) && !isReserved(first));
  expect(colliding, 'add these to RESERVED in src/server/access/ownPath.ts').toEqual([]);
});

it('draws paths that may be a tag’s, each another one', () => {
  const drawn = Array.from({ length: 2000 }, () => drawPath(random));
  expect(new Set(drawn).size).toBe(2000);
  for (const path of drawn) {
    expect(path).toMatch(new RegExp(OWN_PATH));
    expect(path).toMatch(/^[^aeiouy\d-]{10}$/);
    expect(isReserved(path)).toBe(false);
  }
});
