import type { FastifyInstance } from 'fastify';

// biome-ignore lint/suspicious/noExplicitAny: the schemas in it are of every shape
export type Loose = any;

export interface Operation {
  operationId: string;
  summary?: string;
  tags: string[];
  security: object[];
  parameters?: { name: string; in: string; required?: boolean; schema: Loose }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Loose }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Loose }> }>;
}

export interface Document {
  openapi: string;
  info: { version: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Loose>; securitySchemes: object };
}

/** The document as a client gets it. */
export const documentOf = async (app: Pick<FastifyInstance, 'inject'>): Promise<Document> =>
  (await app.inject('/openapi.json')).json();

let known: Promise<Document> | undefined;

/** The document of whichever collector asked first in this file: most have the same, and it takes its time. */
export const anyDocument = (app: Pick<FastifyInstance, 'inject'>): Promise<Document> => {
  known ??= documentOf(app);
  return known;
};

/** Each operation of the document, as `GET /accounts/{id}`. */
export const operationsOf = ({ paths }: Document): [route: string, operation: Operation][] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
