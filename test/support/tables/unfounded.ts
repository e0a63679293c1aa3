import type { Document, Loose, Operation } from '../openapi.ts';
import type { Row } from './table.ts';

const LIMITS = ['maxLength', 'maximum', 'maxItems'];

/** Cases that a row says can't be although the document shows that they can. */
export function unfounded(row: Row, operation: Operation, { components }: Document): string[] {
  const query = (operation.parameters ?? []).filter(each => each.in === 'query');
  const body = Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema);
  const schemas: Loose[] = [...query.map(({ schema }) => schema), ...body].flatMap(each =>
    all(each, components),
  );
  const isMissable = query.some(({ required }) => required) || body.some(({ required }) => required?.length);
  const isLimited = schemas.some(schema => LIMITS.some(limit => limit in schema));
  const isTyped =
    body.some(({ type }) => type !== 'string') ||
    query.some(({ schema }) => schema.type !== 'string' && !schema.enum);
  const isOpen = operation.security.length === 0;
  return [
    ...claim(row.missing, isMissable, 'missing: a field is required'),
    ...claim(row.wrongType, isTyped, 'wrongType: not every field is a text'),
    ...claim(row.overLimit, isLimited, 'overLimit: a field has a limit'),
    ...claim(row.noToken, !isOpen, 'noToken: it takes a token'),
    ...claim(row.readOnly, !isOpen, 'readOnly: it takes a token'),
  ];
}

const claim = (value: unknown, isPossible: boolean, problem: string): string[] =>
  typeof value === 'string' && isPossible ? [`${problem}, so test it: not "${value}"`] : [];

/** A schema and all that are in it. */
function all(schema: Loose, components: Loose): Loose[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const parts = [schema.items, schema.anyOf, schema.properties && Object.values(schema.properties)];
  return [schema, ...parts.flat().flatMap(each => all(each, components))];
}
