import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advertisers } from '../support/advertising.ts';
import { collector } from '../support/collector.ts';
import { conformance } from '../support/conformance.ts';
import { contractCases } from '../support/contractCases.ts';
import { documentOf, type Loose, operationsOf } from '../support/openapi.ts';
import { COPY, contracts, readContracts, SEEDS } from '../support/seeds.ts';
import { shapeDifferences } from '../support/shapes.ts';

const documented = async () => conformance(await documentOf((await collector()).app));
const urlOf = (path: string) => path.replace(/\{\w+\}/g, 'x');

/** Nothing but what is on the list, and all of it: what no longer differs must come off. */
const expectOnly = (found: string[], listed: Record<string, string> = {}) =>
  expect([...found].sort()).toEqual(Object.keys(listed).sort());

describe('the examples of the contracts', () => {
  it.runIf(existsSync(SEEDS))('are the same in our copy', () => {
    expect(JSON.parse(readFileSync(COPY, 'utf8'))).toEqual(readContracts());
  });

  it('each have a case', () => {
    const all = Object.entries(contracts.examples).flatMap(([file, examples]) =>
      Object.keys(examples).map(name => `${file}, ${name}`),
    );
    const used = contractCases.flatMap(({ answer: [file, name], request }) => [
      `${file}, ${name}`,
      ...(request ? [`${file}, ${request}`] : []),
    ]);
    expect([...new Set(used)].sort()).toEqual(all.sort());
  });

  describe.each(contractCases)('$answer.0, $answer.1, of $route', each => {
    const [file, name] = each.answer;
    const whole = contracts.examples[file]![name] as Loose;
    const answer = each.part ? each.part(whole) : whole;
    const request = each.request === undefined ? undefined : contracts.examples[file]![each.request];
    const [method = '', path = ''] = each.route.split(' ');
    const exchange = {
      method,
      url: urlOf(path),
      status: each.status,
      type: 'application/json',
      body: JSON.stringify(answer),
      sent: { type: 'application/json', body: JSON.stringify(request) },
    };

    it('is an answer that the document lets pass', async () => {
      const { answerProblems } = await documented();
      expectOnly(answerProblems(exchange), each.undocumented);
    });

    if (request) {
      it('is a request that the document lets pass', async () => {
        const { requestProblems } = await documented();
        expectOnly(requestProblems(exchange), each.unsent);
      });
    }

    it('is answered by the collector in the same shape', async () => {
      const ours = await each.send(await advertisers(), request, answer);
      expect(ours.statusCode, ours.body).toBe(each.status);
      expectOnly(shapeDifferences(answer, ours.json()), each.differs);
    });
  });
});

describe('the text of the contracts', () => {
  it.each(Object.entries(contracts.routes))(
    'has %s with its errors, and the document too',
    async (route, errors) => {
      const { document } = await documented();
      const operation = operationsOf(document).find(([each]) => each === route)?.[1];
      expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(errors.map(String)));
      expect(operation).toBeDefined();
    },
  );

  it('has the limits that the document has', async () => {
    const { document } = await documented();
    const { schema } = document.paths['/pixel']!.post!.requestBody!.content['application/json']!;
    const { properties } = schema.properties.pixel;
    expect(Object.keys(contracts.maxima)).toHaveLength(3);
    for (const [field, most] of Object.entries(contracts.maxima)) {
      expect([field, properties[field].maximum]).toEqual([field, most]);
    }
  });

  it.each(contracts.calls)('has the sample call %s, which is answered with OK', async call => {
    const { app, writeKey } = await collector();
    const filled = call.replace(/\$\{(\w+)\}/g, (_, name) => (name === 'writeKey' ? writeKey : name));
    const { pathname, search } = new URL(filled);
    const url = pathname + search;
    const answer = await app.inject({ url, headers: { accept: 'text/plain' } });
    expect([answer.statusCode, answer.body]).toEqual([200, 'OK']);
    expect((await app.inject(url.replace(/writeKey=[^&]*&/, ''))).statusCode).toBe(400);
  });

  it('has two of those', () => expect(contracts.calls).toHaveLength(2));
});

describe('shapes differ', () => {
  it.each<[unknown, unknown, string[]]>([
    [{ a: 1 }, { a: 2 }, []],
    [{ a: 1 }, { a: '1' }, ['a: number there, string here']],
    [{ a: null }, { a: [] }, ['a: null there, list here']],
    [{ a: { b: 1 } }, {}, ['a: only there']],
    [{}, { a: [{ b: 1 }] }, ['a: only here']],
    [{ a: [{ b: 1 }, { b: null }] }, { a: [{ b: 1 }] }, ['a[].b: null|number there, number here']],
    [{ a: [{ b: 1 }] }, { a: [] }, ['a[]: only there']],
    [[{ a: 1 }], [{ b: 1 }], ['[].a: only there', '[].b: only here']],
  ])('%j from %j by %j', (there, here, differences) => {
    expect(shapeDifferences(there, here)).toEqual(differences);
  });
});
