import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Document, Loose, Operation } from './openapi.ts';

/** A request and its answer, as they travelled. */
export interface Exchange {
  method: string;
  url: string;
  status: number;
  /** Of the answer, without its parameters; '' where it has none. */
  type: string;
  /** Undefined where it is packed. */
  body: string | undefined;
  sent?: { type: string; body: string };
}

/** Tells what of an exchange is not as the document says. */
export interface Conformance {
  document: Document;
  /** Undefined where the document has no such path. */
  operationOf(method: string, url: string): { path: string; operation: Operation | undefined } | undefined;
  /** None where the answer is as documented, and where the document does not know its path. */
  answerProblems(exchange: Exchange): string[];
  /** None where the request is as documented, and where the document does not know its path. */
  requestProblems(exchange: Exchange): string[];
}

const BODILESS = [204, 302, 304];

/** Paths that stand for another one: the document has each route once. */
const canonical = (path: string): string[] => {
  const plain = path.replace(/^\/api\/v1(?=\/saved-pixels)|^\/ads\/v3(?=\/businesses)/, '');
  const bare = plain.replace(/\/$/, '');
  return [bare, `${bare}/`];
};

export function conformance(document: Document): Conformance {
  // Queries are text; formats are told by patterns wherever they count.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const lax = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, coerceTypes: true });
  for (const each of [ajv, lax])
    each.addSchema(absolute({ $id: 'document', components: document.components }));
  const compiled = new Map<object, ValidateFunction>();
  const queries = new Map<Operation, Loose>();
  const problemsOf = (schema: Loose, value: unknown, with_ = ajv): string[] => {
    const check = compiled.get(schema) ?? with_.compile(absolute(schema));
    compiled.set(schema, check);
    if (check(value)) return [];
    return check.errors!.map(error => with_.errorsText([error], { dataVar: 'it' }));
  };

  const paths = Object.entries(document.paths)
    .map(([path, item]) => ({ path, item, pattern: patternOf(path) }))
    // `types` is no id: what has fewer parameters comes first, and of as many what says more before the first of them.
    .sort(
      (a, b) =>
        a.path.split('{').length - b.path.split('{').length || b.path.indexOf('{') - a.path.indexOf('{'),
    );

  const operationOf: Conformance['operationOf'] = (method, url) => {
    for (const path of canonical(pathOf(url))) {
      // What is below a tag's own path is that, whatever service is called like it.
      const own = /^\/[a-z0-9-]+\/(v|e|px|[0-9a-f]{32}\.js)$/
        .exec(path)?.[1]
        ?.replace(/^.*\.js$/, '{write_key}.js');
      const found =
        (own && paths.find(each => each.path === `/{path}/${own}`)) ||
        paths.find(({ pattern }) => pattern.test(path));
      if (!found) continue;
      const operation = found.item[method === 'HEAD' ? 'get' : method.toLowerCase()];
      return { path: found.path, operation };
    }
    return undefined;
  };

  return {
    document,
    operationOf,
    answerProblems({ method, url, status, type, body }) {
      const found = operationOf(method, url);
      if (!found) return [];
      // A method that the path does not take is refused in the form of the path's dialect.
      const { responses } = found.operation ?? Object.values(document.paths[found.path]!)[0]!;
      const response = (found.operation && responses[status]) ?? responses.default;
      // Whether a page of another origin may ask is no route's.
      if (!found.operation && method === 'OPTIONS' && status === 204) return [];
      if (!found.operation && status < 400) return ['the document does not know this method'];
      if (!response || (response === responses.default && status < 400)) {
        return ['the document does not know this status'];
      }
      if (method === 'HEAD' || BODILESS.includes(status)) return body ? ['has a body'] : [];
      const { content = {} } = response;
      if (!content[type]) return [`is ${type || 'of no type'}, not ${Object.keys(content).join(' or ')}`];
      if (type !== 'application/json' || body === undefined) return [];
      return problemsOf(content[type].schema, JSON.parse(body));
    },
    requestProblems({ method, url, sent }) {
      const operation = operationOf(method, url)?.operation;
      if (!operation) return [];
      // A list may be written as `id[0]=1&id[1]=2`: it is the parameter `id`.
      const sentQuery = [
        ...new URLSearchParams((url.split('?')[1] ?? '').replace(/^%EF%BB%BF/i, '').replaceAll('&amp;', '&')),
      ];
      const query = Object.fromEntries(
        sentQuery.map(([name, value]) => [name.replace(/\[\d*\]$/, ''), value]),
      );
      const schema = queries.get(operation) ?? querySchema(operation, method);
      queries.set(operation, schema);
      const content = operation.requestBody?.content['application/json'];
      return [
        ...problemsOf(schema, query, lax),
        ...(content && sent ? problemsOf(content.schema, JSON.parse(sent.body)) : []),
      ];
    },
  };
}

function querySchema({ parameters = [], tags }: Operation, method: string): Loose {
  const known = parameters.filter(each => each.in === 'query');
  const isBeacon = tags.includes('Beacons');
  return {
    type: 'object',
    properties: Object.fromEntries(known.map(each => [each.name, each.schema])),
    // A beacon's keys are the page's own; and a POST may have some of them in its body.
    required: known.filter(each => each.required && !(isBeacon && method === 'POST')).map(each => each.name),
    additionalProperties: isBeacon,
  };
}

const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]*/, '').split(/[?#]/, 1)[0]!;

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]*\}/g, '[^/]*')}$`);

/** References from the document's root, which is a schema of its own here. */
const absolute = (schema: Loose): Loose =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"document#/'));
