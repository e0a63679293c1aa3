import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';
import { expectedCall } from '../support/expectedCall.ts';
import { forAll } from '../support/forAll.ts';
import { compileGtm, fakePage, onlyScript } from '../support/run.ts';

interface Parameter {
  key?: string;
  value?: string;
}
interface Condition {
  type: string;
  parameter: Parameter[];
}
interface Tag {
  name: string;
  parameter: Parameter[];
  firingTriggerId: string[];
  tagFiringOption: string;
  setupTag?: { tagName: string }[];
}
interface Version {
  tag: Tag[];
  trigger: { triggerId: string; customEventFilter: Condition[]; filter?: Condition[] }[];
  variable: { name: string; type: string; variableId: string; parameter: Parameter[] }[];
  builtInVariable: { name: string; type: string }[];
}

const schema = JSON.parse(readFileSync(new URL('gtm-export.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ strict: false }).compile(schema);

function container(pixel: Pixel): Version {
  const exported = JSON.parse(installCode('gtm-container', pixel, SETTINGS).event_code);
  expect(validate(exported), JSON.stringify(validate.errors)).toBe(true);
  return exported.containerVersion;
}

const parameter = (parameters: Parameter[], key: string) =>
  parameters.find(each => each.key === key)?.value ?? '';
/** The built-in variable of the trigger's own filter, which every container switches on. */
const OWN = 'Event';
const html = ({ parameter: parameters }: Tag) => parameter(parameters, 'html');
const RESERVED = ['2147479553', '2147479573'];

describe('the container', () => {
  test('is one that Tag Manager takes, and holds all that its tags name', () =>
    forAll('gtm', (pixel, values) => {
      const { tag, trigger, variable, builtInVariable } = container(pixel);
      const names = [...tag, ...trigger, ...variable].map(each => (each as { name: string }).name);
      for (const name of [...tag, ...(trigger as unknown as { name: string }[])].map(each => each.name))
        expect(name).toMatch(/^[^:{}<>\n]+$/);
      expect(new Set(tag.map(({ name }) => name)).size).toBe(2);
      expect(new Set(variable.map(({ variableId }) => variableId)).size).toBe(variable.length);
      expect(names.every(name => name.trim())).toBe(true);
      const triggers = [...RESERVED, ...trigger.map(({ triggerId }) => triggerId)];
      for (const { firingTriggerId, setupTag = [] } of tag) {
        expect(triggers).toEqual(expect.arrayContaining(firingTriggerId));
        for (const { tagName } of setupTag) expect(names).toContain(tagName);
      }
      const known = [...variable, ...builtInVariable]
        .map(({ name }) => name)
        .filter(name => name !== OWN || Object.hasOwn(values, OWN));
      expect(known.sort()).toEqual(Object.keys(values).sort());
      const page = fakePage({ google_tag_manager: { rm: { 1: (index: number) => values[known[index]!] } } });
      page.run(compileGtm(onlyScript(html(tag[1]!)), known));
      expect(page.calls()).toEqual([expectedCall(pixel, values)]);
      // A trigger's text is read for references too.
      for (const { customEventFilter } of trigger)
        expect(parameter(customEventFilter[0]!.parameter, 'arg1')).not.toContain('{{');
    }));

  test('has no two triggers of one name', () => {
    for (const conversion_type of ['consent has changed', 'Consent {has} changed']) {
      const { trigger } = container({ ...PURCHASE, config: { ...PURCHASE.config, conversion_type } });
      const names = (trigger as unknown as { name: string }[]).map(({ name }) => name.toLowerCase());
      expect(new Set(names).size).toBe(2);
    }
  });

  test('is the same file of the same pixel', () => {
    const code = () => installCode('gtm-container', PURCHASE, SETTINGS).event_code;
    expect(code()).toBe(code());
  });

  test.each([
    ['signup', 'EQUALS', 'sign_up'],
    ['lead', 'EQUALS', 'generate_lead'],
    ['download', 'EQUALS', 'file_download'],
    ['add_to_cart', 'EQUALS', 'add_to_cart'],
    ['constructor', 'EQUALS', 'constructor'],
    ['a.{{b}}', 'MATCH_REGEX', '^a\\.\\{\\{b\\}\\}$'],
  ])('fires %s on the event that GA4 has for it', (conversion_type, type, value) => {
    const [filter] = container({ ...PURCHASE, config: { ...PURCHASE.config, conversion_type } }).trigger[0]!
      .customEventFilter;
    expect({ type: filter!.type, value: parameter(filter!.parameter, 'arg1') }).toEqual({ type, value });
  });

  test('fires a page view on All Pages, with a base tag that makes none', () => {
    const { tag, trigger } = container(PAGE);
    expect(trigger.map(({ triggerId }) => triggerId)).toEqual(['4']);
    expect(tag.map(({ firingTriggerId }) => firingTriggerId)).toEqual([
      ['2147479573', '4'],
      ['2147479553', '4'],
    ]);
    expect(html(tag[0]!)).toContain('{"autoPage":false}');
  });

  test.each([
    'cookie_consent_update',
    'cookie_consent_statistics',
    'OneTrustGroupsUpdated',
    'OptanonLoaded',
    'didomi-consent',
    'axeptio_update',
    'cmplz_event_statistics',
    'consent_status',
    'iubenda_consent_given',
    'consentUpdate',
    'gdpr_accepted',
  ])('fires its base tag at %s, where consent is there', name => {
    const { tag, trigger } = container(PURCHASE);
    const pattern = parameter(
      trigger.find(({ triggerId }) => triggerId === '4')!.customEventFilter[0]!.parameter,
      'arg1',
    );
    expect(name).toMatch(new RegExp(pattern));
    for (const other of ['gtm.js', 'gtm.dom', 'gtm.click', 'purchase', 'add_to_cart', 'generate_lead'])
      expect(other).not.toMatch(new RegExp(pattern));
    expect(tag[0]!.firingTriggerId).toContain('4');
    // Blocked once, such a tag would be done for the page.
    expect(tag.map(({ tagFiringOption }) => tagFiringOption)).toEqual(['ONCE_PER_EVENT', 'ONCE_PER_EVENT']);
  });

  test('fires at none of Tag Manager’s own events, of which one is called gtm.init_consent', () => {
    const { trigger, builtInVariable } = container(PURCHASE);
    expect(trigger.find(({ triggerId }) => triggerId === '4')!.filter).toEqual([
      {
        type: 'STARTS_WITH',
        parameter: [
          { type: 'TEMPLATE', key: 'arg0', value: '{{Event}}' },
          { type: 'TEMPLATE', key: 'arg1', value: 'gtm.' },
          { type: 'BOOLEAN', key: 'negate', value: 'true' },
        ],
      },
    ]);
    expect(builtInVariable).toEqual([expect.objectContaining({ type: 'EVENT', name: 'Event' })]);
  });

  test('switches a built-in variable on once, where pixel and trigger read the same', () => {
    const properties = [{ key: 'what', source: 'variable' as const, value: 'Event' }];
    const { builtInVariable } = container({ ...PAGE, config: { type: 'pageview', properties } });
    expect(builtInVariable.map(({ name }) => name)).toEqual(['Event']);
  });

  test.each([
    ['revenue', 'Order Total', 'v', 'ecommerce.value'],
    ['sku', 'The SKU', 'v', 'ecommerce.items.0.item_id'],
    ['size', 'Shoe Size', 'v', 'shoe_size'],
    ['revenue', '{{Order Total}}', 'v', 'ecommerce.value'],
    ['order_id', '{{ Order ID }}', 'v', 'ecommerce.transaction_id'],
    ['size', '{{DLV - order.size}}', 'v', 'order.size'],
    ['size', 'items[0].size', 'v', 'items.0.size'],
    ['size', 'DLV - order.size', 'v', 'order.size'],
    ['size', 'JS - shop.size', 'j', 'shop.size'],
  ])('reads %s from the variable "%s": %s %s', (key, name, type, path) => {
    const value = { source: 'variable' as const, value: name };
    const config =
      key === 'revenue' ? { revenue: value, properties: [] } : { properties: [{ key, ...value }] };
    const { revenue: _, ...rest } = PURCHASE.config;
    const { variable } = container({ ...PURCHASE, config: { ...rest, ...config } });
    expect(variable.map(each => [each.type, parameter(each.parameter, 'name')])).toEqual([[type, path]]);
  });

  test.each([
    ['Page URL', 'Page URL', 'PAGE_URL'],
    ['{{Page URL}}', 'Page URL', 'PAGE_URL'],
    ['Click ID', 'Click ID', 'CLICK_ID'],
    ['New History URL', 'New History URL', 'NEW_HISTORY_URL'],
    ['Old History URL', 'Old History URL', 'OLD_HISTORY_URL'],
    ['Old History State', 'Old History State', 'OLD_HISTORY_STATE'],
    ['{{Scroll Depth Threshold}}', 'Scroll Depth Threshold', 'SCROLL_DEPTH_THRESHOLD'],
    ['Scroll Depth Units', 'Scroll Depth Units', 'SCROLL_DEPTH_UNITS'],
    ['Analytics Client ID', 'Analytics Client ID', 'ANALYTICS_CLIENT_ID'],
    ['Analytics Session Number', 'Analytics Session Number', 'ANALYTICS_SESSION_NUMBER'],
    ['Scroll Direction', 'Scroll Direction', 'SCROLL_DEPTH_DIRECTION'],
    ['Video Current Time', 'Video Current Time', 'VIDEO_CURRENT_TIME'],
    ['Percent Visible', 'Percent Visible', 'ELEMENT_VISIBILITY_RATIO'],
    ['On-Screen Duration', 'On-Screen Duration', 'ELEMENT_VISIBILITY_TIME'],
  ])('switches the built-in variable %s on and makes none of its name', (written, name, type) => {
    const properties = [{ key: 'page', source: 'variable' as const, value: written }];
    const { variable, builtInVariable, tag } = container({
      ...PAGE,
      config: { type: 'pageview', properties },
    });
    expect(variable).toEqual([]);
    expect(builtInVariable.filter(each => each.name !== OWN)).toEqual([
      expect.objectContaining({ type, name }),
    ]);
    expect(html(tag[1]!)).toContain(`{{${name}}}`);
  });
});
