import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { pathSteps } from '../../../src/install/path.ts';
import { LEAD, PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';
import { forAll } from '../support/forAll.ts';

/** A node of php-parser's tree, as far as it is read here. */
interface Node {
  kind: string;
  value?: string;
  name?: string | Node;
  key?: Node;
  left?: Node;
  right?: Node;
  items?: { key: Node | null; value: Node }[];
  [child: string]: unknown;
}
const { Engine } = createRequire(import.meta.url)('php-parser') as {
  Engine: new (options: object) => { parseCode(code: string, file: string): Node };
};
const parsePhp = (code: string): Node =>
  new Engine({ parser: { php7: true, suppressErrors: false }, ast: { withPositions: false } }).parseCode(
    code,
    'tgp.php',
  );

const hasPhp = spawnSync('php', ['-v']).status === 0;

function* nodes(node: unknown): Generator<Node> {
  if (typeof node !== 'object' || node === null) return;
  if ('kind' in node) yield node as Node;
  for (const child of Object.values(node)) yield* nodes(child);
}

/** A literal of PHP as it is in JavaScript. */
function literal(node: Node): unknown {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'boolean') return node.value;
  if (node.kind !== 'array') throw new Error(`no literal: ${node.kind}`);
  const items = node.items ?? [];
  if (items.some(({ key }) => key))
    return Object.fromEntries(items.map(({ key, value }) => [literal(key!), literal(value)]));
  return items.map(({ value }) => literal(value));
}

/** What a variable is set to, once in the code. */
function assigned(tree: Node, name: string): unknown {
  const found = [...nodes(tree)].filter(
    ({ kind, left }) => kind === 'assign' && left?.kind === 'variable' && left.name === name,
  );
  expect(found).toHaveLength(1);
  return literal(found[0]!.right!);
}

describe('wordpress', () => {
  test('is PHP whose literals are the pixel, whatever its texts are', () =>
    forAll('order', pixel => {
      const writeKey = "a'b\\";
      const { event_code, base_code } = installCode('wordpress', pixel, { ...SETTINGS, writeKey });
      parsePhp(base_code);
      const tree = parsePhp(event_code);
      const { type, conversion_type, revenue, currency, properties = [] } = pixel.config;
      expect(assigned(tree, 'options')).toEqual({
        pixel: pixel.id,
        ...(type !== 'pageview' && { to: writeKey }),
      });
      expect(assigned(tree, 'arguments')).toEqual(type === 'pageview' ? ['page'] : [type, conversion_type]);
      const row = ({ key, source, value }: { key: string; source: string; value: string }) => ({
        key,
        ...(source === 'fixed'
          ? { value: key === 'revenue' ? `${Number(value)}` : value }
          : { path: pathSteps(value) }),
        ...(key === 'revenue' ? { number: true } : {}),
      });
      expect(assigned(tree, 'rows')).toEqual([
        ...(revenue ? [row({ key: 'revenue', ...revenue })] : []),
        ...(currency ? [row({ key: 'currency', ...currency })] : []),
        ...properties.map(row),
      ]);
      expect([...nodes(tree)].filter(({ kind }) => kind === 'inline')).toEqual([]);
    }));

  test.each<[string, Pixel, string]>([
    ['an order', PURCHASE, 'woocommerce_thankyou'],
    ['a page view', PAGE, 'wp_head'],
    ['a checkout', { ...LEAD, config: { ...LEAD.config, conversion_type: 'begin_checkout' } }, 'is_checkout'],
    ['anything else', LEAD, 'add_shortcode'],
    [
      'a name of JavaScript',
      { ...LEAD, config: { ...LEAD.config, conversion_type: 'constructor' } },
      'add_shortcode',
    ],
  ])('fires %s where WordPress has it', (_, pixel, place) => {
    expect(installCode('wordpress', pixel, SETTINGS).event_code).toContain(place);
  });

  test('prints its values with every character of HTML escaped, and its nonce', () => {
    const { event_code, base_code } = installCode('wordpress', PURCHASE, {
      ...SETTINGS,
      nonce: "n'1",
      preconnect: true,
    });
    expect(event_code).toContain('JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT');
    for (const code of [event_code, base_code]) expect(code).toContain("array('nonce' => 'n\\'1')");
    expect(base_code).toContain('rel="preconnect"');
  });

  test.runIf(hasPhp)('passes php -l', () => {
    for (const pixel of [PURCHASE, LEAD, PAGE]) {
      const { base_code, event_code } = installCode('wordpress', pixel, SETTINGS);
      for (const input of [base_code, event_code]) expect(spawnSync('php', ['-l'], { input }).status).toBe(0);
    }
  });
});
