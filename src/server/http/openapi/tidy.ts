import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';

/** An import of it would load all of Node's own HTTP client, some 3 MB, for one of the names that it exports. */
const { STATUS_CODES } = createRequire(import.meta.url)('node:http') as typeof import('node:http');

interface Loose {
  [name: string]: unknown;
}

interface RequestBody {
  content: Record<string, { schema?: { type?: unknown } }>;
}

interface Operation extends Loose {
  requestBody?: RequestBody;
  responses: Record<string, { description: string }>;
}

interface Document {
  paths?: Record<string, unknown>;
  components?: { schemas?: Loose };
}

/** Methods that have no body. */
const BODILESS = ['get', 'head', 'delete', 'options'];

/**
 * The document as its readers want it: every operation with a name, no body where there is none, and each schema with
 * a title once, where all that use it point to it.
 */
export function tidy<Doc extends Document>(document: Doc): Doc {
  const schemas: Loose = {};
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const operations = Object.entries(item as Record<string, Operation>)
      // A route of several methods says the same of each; HEAD is GET without its body.
      .filter(([method]) => method !== 'head')
      .map(([method, { requestBody, ...operation }]) => [
        method,
        {
          operationId: operationId(method, path),
          ...operation,
          ...(requestBody && !BODILESS.includes(method) && { requestBody: optionalText(requestBody) }),
          responses: Object.fromEntries(
            Object.entries(operation.responses).map(([status, response]) => [
              status,
              { ...response, description: describe(status, response.description) },
            ]),
          ),
        },
      ]);
    return [path, titledOnce(Object.fromEntries(operations), schemas)];
  });
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...document.components, schemas: { ...document.components?.schemas, ...schemas } },
  };
}

/** A body that is a text is more of the query: without it the query is all there is. */
const optionalText = (body: RequestBody): RequestBody & { required: boolean } => ({
  ...body,
  required: Object.values(body.content).some(({ schema }) => schema?.type !== 'string'),
});

const describe = (status: string, text: string): string => {
  if (text !== 'Default Response') return text;
  return status === 'default' ? 'Any other problem' : (STATUS_CODES[status] ?? status);
};

/** `GET /accounts/{id}/tags` is `getAccountsByIdTags`. */
const operationId = (method: string, path: string): string =>
  method +
  path
    .replaceAll('{', '/by/')
    .split(/[^A-Za-z0-9]+/)
    .map(word => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** Moves each schema that has a title to `schemas`, and leaves where it is. */
function titledOnce(value: unknown, schemas: Loose): unknown {
  if (Array.isArray(value)) return value.map(each => titledOnce(each, schemas));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, titledOnce(each, schemas)]),
  );
  const { title } = copy;
  if (typeof title !== 'string') return copy;
  if (title in schemas && !isDeepStrictEqual(schemas[title], copy)) {
    throw new Error(`two schemas have the title "${title}": give one of them another`);
  }
  schemas[title] = copy;
  return { $ref: `#/components/schemas/${title}` };
}
