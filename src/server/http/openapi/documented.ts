import type { FastifySchema, RouteOptions } from 'fastify';
import type { TObject, TSchema } from 'typebox';
import { type Dialect, SECURITY } from './dialect.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** What the document says of a route beyond what Fastify itself checks. Nothing here is run. */
    shown?: Shown;
  }
}

/** Parts of a request that the handler reads and checks by itself, and answers that are no JSON. */
export interface Shown {
  params?: TSchema;
  querystring?: TSchema;
  body?: TSchema;
  headers?: TSchema;
  response?: Record<number, object>;
  /** Statuses, beyond the usual ones, that are answered in the form of the dialect's errors. */
  refusals?: number[];
}

/** A route's schema as the document shows it: with the dialect's errors and without words of our own. */
export function documented(route: RouteOptions, { tag, security, ...dialect }: Dialect): FastifySchema {
  const { shown = {}, ...schema } = route.schema ?? {};
  const { refusals = [], response, ...parts } = shown;
  const isOpen = !security.length || route.config?.isOpen === true;
  const whole = { ...schema, ...parts };
  const isChecked = whole.querystring || whole.body || whole.headers || isLimited(whole.params as TSchema);
  const isReading = [route.method].flat().every(method => method === 'GET' || method === 'HEAD');
  const statuses = [
    ...(isOpen ? [] : [401]),
    ...(isOpen || isReading ? [] : [403]),
    ...(isChecked ? [dialect.invalid] : []),
    ...(route.url.includes(':') ? [404] : []),
    ...refusals,
    'default',
  ];
  const { error, errorType = 'application/json' } = dialect;
  const errors = statuses.map(status => [status, { content: { [errorType]: { schema: error } } }]);
  const standard = standardWords({
    ...whole,
    response: { ...Object.fromEntries(errors), ...(schema.response as object), ...response },
  });
  return {
    ...(standard as FastifySchema),
    tags: schema.tags ?? [tag],
    security: isOpen ? [] : security.map(name => ({ [name]: [] })),
  };
}

/** Whether some value of a path does not fit: a schema that asks for a text takes any. */
const isLimited = (params: TSchema | undefined): boolean =>
  Object.values((params as TObject | undefined)?.properties ?? {}).some(
    each => 'pattern' in each || 'minLength' in each || 'maxLength' in each || 'enum' in each,
  );

export const securitySchemes = SECURITY;

/** JSON Schema knows no `fix`: what a wrong field is told serves as its description. Readers like a type with an enum. */
function standardWords(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(standardWords);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { enum: values, type } = schema as { enum?: unknown; type?: unknown };
  const typed = Array.isArray(values) && !type ? { type: typesOf(values), ...schema } : schema;
  const entries = Object.entries(typed).flatMap(([name, value]): [string, unknown][] => {
    if (name !== 'fix' || typeof value !== 'string') return [[name, standardWords(value)]];
    return 'description' in schema ? [] : [['description', value]];
  });
  return Object.fromEntries(entries);
}

function typesOf(values: unknown[]): string | string[] {
  const types = [...new Set(values.map(value => (value === null ? 'null' : typeof value)))];
  return types.length === 1 ? types[0]! : types;
}
