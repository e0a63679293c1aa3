import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import { InstallError, installCode, type Pixel } from '../../../src/install/index.ts';
import { PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';
import { expectedCall } from '../support/expectedCall.ts';
import { forAll } from '../support/forAll.ts';
import { sandbox, sections } from '../support/gtmTemplate.ts';

const template = installCode('gtm-template', PURCHASE, SETTINGS).base_code;

/** What a tag's fields hold once Tag Manager has put the variables' values in. */
function fieldsOf(pixel: Pixel, values: { [name: string]: unknown }): object {
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value === 'object' && value)
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fill(v)]));
    const [, name] = /^\{\{(.*)\}\}$/s.exec(`${value}`) ?? [];
    return name === undefined ? value : values[name];
  };
  return fill(JSON.parse(installCode('gtm-template', pixel, SETTINGS).event_code)) as object;
}

describe('the template', () => {
  test('has the sections that Tag Manager imports, in its order', () => {
    expect(Object.keys(sections(template))).toEqual([
      'TERMS_OF_SERVICE',
      'INFO',
      'TEMPLATE_PARAMETERS',
      'SANDBOXED_JS_FOR_WEB_TEMPLATE',
      'WEB_PERMISSIONS',
      'TESTS',
      'NOTES',
    ]);
    const { INFO, TEMPLATE_PARAMETERS, SANDBOXED_JS_FOR_WEB_TEMPLATE: code } = sections(template);
    expect(JSON.parse(INFO!)).toMatchObject({
      type: 'TAG',
      id: 'cvt_temp_public_id',
      version: 1,
      containerContexts: ['WEB'],
    });
    const fields = JSON.parse(TEMPLATE_PARAMETERS!).map(({ name }: { name: string }) => name);
    const read = [...code!.matchAll(/\bdata\.(\w+)/g)]
      .map(match => match[1]!)
      .filter(name => !name.startsWith('gtmOn'));
    expect([...new Set(read)].sort()).toEqual(fields.sort());
  });

  test('is written in what the sandbox knows', () => {
    const { SANDBOXED_JS_FOR_WEB_TEMPLATE: code } = sections(template);
    parse(code!, { ecmaVersion: 2015, sourceType: 'script', allowReturnOutsideFunction: true });
    expect(code).not.toMatch(
      /\b(new|this|class|typeof|async|function|window|document|try|RegExp)\b|=> *\{\{|`/,
    );
  });

  test('passes what its fields have, and needs no more than it asks for', () =>
    forAll('gtm', (pixel, values) => {
      const { conversion_type = '', properties = [] } = pixel.config;
      const texts = properties.flatMap(({ key, source, value }) => [key, source === 'fixed' ? value : '']);
      if ([conversion_type, ...texts].some(text => text.includes('{{'))) {
        expect(() => installCode('gtm-template', pixel, SETTINGS)).toThrow(InstallError);
        return;
      }
      const { run, calls } = sandbox(template, { mark: 1, script: 'loads' });
      expect(run(fieldsOf(pixel, values))).toEqual(['success']);
      const expected = expectedCall(pixel, values);
      expect(calls).toEqual([
        ['init', SETTINGS.writeKey, pixel.config.type === 'pageview' ? { autoPage: false } : {}],
        expected,
      ]);
    }));

  test('asks for no right that it has no use for', () => {
    const { run, used, may } = sandbox(template, { mark: 1, script: 'loads' });
    run(fieldsOf(PAGE, {}));
    expect([...used].sort()).toEqual([
      'URL',
      'execute tgp',
      `load ${SETTINGS.scriptUrl}`,
      'read tgp.queue',
      'read tgp.tgp',
      'read tgp.views',
      'write tgp.views',
    ]);
    expect(Object.keys(may).sort()).toEqual(['access_globals', 'get_url', 'inject_script', 'logging']);
    expect(may.get_url).toEqual({ urlParts: 'any', queriesAllowed: 'any' });
    expect(may.access_globals).toEqual({
      keys: [
        { key: 'tgp', read: false, write: false, execute: true },
        { key: 'tgp.tgp', read: true, write: false, execute: false },
        { key: 'tgp.queue', read: true, write: false, execute: false },
        { key: 'tgp.views', read: true, write: true, execute: false },
      ],
    });
  });

  test("fails, and leaves it alone, where tgp is another script's or ours is blocked", () => {
    for (const page of [
      { mark: undefined, script: 'loads' as const },
      { mark: 1, script: 'is blocked' as const },
    ]) {
      const { run, calls } = sandbox(template, page);
      expect(run(fieldsOf(PAGE, {}))).toEqual(['failure']);
      expect(calls).toEqual([]);
    }
  });

  test('passes its own tests', () => {
    const { scenarios, setup } = readTests(sections(template).TESTS!);
    expect(scenarios.length).toBeGreaterThan(5);
    for (const { name, code } of scenarios) runScenario(name, `${setup}\n${code}`);
  });
});

/** The YAML of ___TESTS___, as far as it goes here: block texts by indentation. */
function readTests(yaml: string) {
  const dedent = (text: string) => text.replace(/^ +/gm, '');
  const [list = '', setup = ''] = yaml.split('\nsetup: |-\n');
  const scenarios = [...list.matchAll(/^- name: (.*)\n {2}code: \|-\n((?: {4}.*(?:\n|$))+)/gm)].map(
    match => ({
      name: match[1]!,
      code: dedent(match[2]!),
    }),
  );
  expect(scenarios.length).toBe(list.match(/^- name:/gm)!.length);
  return { scenarios, setup: dedent(setup) };
}

/** Runs one scenario as Tag Manager's template editor does. */
function runScenario(name: string, code: string): void {
  const { SANDBOXED_JS_FOR_WEB_TEMPLATE: script } = sections(template);
  const { apis } = sandbox(template, { mark: 1, script: 'loads' });
  const mocks: { [api: string]: (...args: never[]) => unknown } = { ...apis };
  const called: { [api: string]: unknown[][] } = {};
  const spy =
    (api: string) =>
    (...args: unknown[]) => {
      called[api] = [...(called[api] ?? []), args];
      return mocks[api]?.(...(args as never[]));
    };
  const runCode = (data: object) =>
    new Function('require', 'data', script!)(spy, {
      ...data,
      gtmOnSuccess: spy('gtmOnSuccess'),
      gtmOnFailure: spy('gtmOnFailure'),
    });
  const assertApi = (api: string) => ({
    wasCalled: () => expect(called[api], `${name}: ${api}`).toBeDefined(),
    wasNotCalled: () => expect(called[api], `${name}: ${api}`).toBeUndefined(),
    wasCalledWith: (...args: unknown[]) => expect(called[api], `${name}: ${api}`).toContainEqual(args),
    wasNotCalledWith: (...args: unknown[]) =>
      expect(called[api] ?? [], `${name}: ${api}`).not.toContainEqual(args),
  });
  const mock = (api: string, implementation: (...args: never[]) => unknown) => {
    mocks[api] = implementation;
  };
  new Function('mock', 'runCode', 'assertApi', code)(mock, runCode, assertApi);
}
