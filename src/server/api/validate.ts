import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { type FieldProblem, invalid } from '../errors.ts';

/** A schema whose properties may say `fix`: what follows the field's name where the validator names no fix. */
interface Schema {
  properties?: Record<string, { fix?: string }>;
}

/** Checks a part of a request against its schema; every problem at once, each named by its field. */
export const validate: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = Compile(schema);
  return (sent: unknown) => {
    // A query holds nothing but text.
    const value = httpPart === 'body' ? sent : Value.Convert(schema, sent);
    if (compiled.Check(value)) return { value };
    return { error: invalid(...problems(compiled.Errors(value), schema as Schema)) };
  };
};

type SchemaError = ReturnType<ReturnType<typeof Compile>['Errors']>[number];

function problems(errors: SchemaError[], { properties = {} }: Schema): FieldProblem[] {
  const byField = new Map<string, FieldProblem>();
  const add = (field: string, message: string, type: string) => {
    if (!byField.has(field))
      byField.set(field, { field, message: `${field || 'the request'}: ${message}`, type });
  };
  for (const error of errors) {
    const field = error.instancePath.slice(1).replaceAll('/', '.');
    if (error.keyword === 'required') {
      for (const name of error.params.requiredProperties)
        add(name, properties[name]?.fix ?? 'is missing', 'missing');
    } else if (error.keyword === 'additionalProperties') {
      const known = Object.keys(properties).join(', ');
      for (const name of error.params.additionalProperties)
        add(name, `is not known here; known: ${known}`, 'unknown');
    } else if (error.keyword === 'type' && !field) add('', 'send a JSON object', 'type');
    // "boolean" says of each additional property again that it may not be.
    else if (error.keyword !== 'boolean') add(field, properties[field]?.fix ?? error.message, error.keyword);
  }
  return [...byField.values()];
}
