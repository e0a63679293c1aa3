import { createRequire } from 'node:module';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import type { Compile } from 'typebox/compile';
import { type FieldProblem, invalid } from './errors.ts';

/** Most problems that one answer names: the validator's own limit of 8 would hide some. */
export const MAX_PROBLEMS = 1000;

/** A schema that may say `fix`: what follows the field's name where the validator names no fix. */
interface Schema {
  type?: string;
  fix?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}

const require = createRequire(import.meta.url);

/** What checks: 600 modules that a collector of beacons alone never needs. */
function checker() {
  const { Settings } = require('typebox/system') as typeof import('typebox/system');
  Settings.Set({ maxErrors: MAX_PROBLEMS });
  return require('typebox/compile') as typeof import('typebox/compile');
}

/** The texts of a query as the types that they are for. What is no whole number stays a text: the library cuts it to one. */
function converted(schema: TSchema, sent: unknown): unknown {
  const { Value } = require('typebox/value') as typeof import('typebox/value');
  const { properties = {} } = schema as Schema;
  const noWholes = Object.entries(sent ?? {}).filter(
    ([name, text]) => properties[name]?.type === 'integer' && !/^-?\d+$/.test(text),
  );
  return Object.assign(Value.Convert(schema, sent) as object, Object.fromEntries(noWholes));
}

/** Checks a part of a request against its schema; every problem at once, each named by its field. */
export const validate: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const problemsOf = checkedBy(schema);
  return (sent: unknown) => {
    // A query holds nothing but text.
    const value = httpPart === 'body' ? sent : converted(schema, sent);
    const problems = problemsOf(value);
    return problems.length ? { error: invalid(...problems) } : { value };
  };
};

/** The function that tells all that is wrong with a value. It is compiled when it is called first: of some 200 few ever are. */
export function checkedBy(schema: TSchema): (value: unknown) => FieldProblem[] {
  let compiled: ReturnType<typeof Compile> | undefined;
  return value => {
    compiled ??= checker().Compile(schema);
    return compiled.Check(value) ? [] : problems(compiled.Errors(value), schema as Schema);
  };
}

type SchemaError = ReturnType<ReturnType<typeof Compile>['Errors']>[number];

function problems(errors: SchemaError[], schema: Schema): FieldProblem[] {
  const byField = new Map<string, FieldProblem>();
  const add = (field: string, message: string, type: string) => {
    if (!byField.has(field))
      byField.set(field, { field, message: `${field || 'the request'}: ${message}`, type });
  };
  for (const error of errors) {
    const path = error.instancePath.split('/').slice(1);
    const { properties = {}, fix } = schemaAt(schema, path);
    const below = (name: string) => [...path, name].join('.');
    if (error.keyword === 'required') {
      for (const name of error.params.requiredProperties)
        add(below(name), properties[name]?.fix ?? 'is missing', 'missing');
    } else if (error.keyword === 'additionalProperties') {
      const known = Object.keys(properties).join(', ');
      for (const name of error.params.additionalProperties)
        add(below(name), `is not known here; known: ${known}`, 'unknown');
    } else if (error.keyword === 'type' && !path.length) add('', 'send a JSON object', 'type');
    // "boolean" says of each additional property again that it may not be.
    else if (error.keyword !== 'boolean') add(path.join('.'), fix ?? error.message, error.keyword);
  }
  return [...byField.values()];
}

const schemaAt = (schema: Schema, path: string[]): Schema =>
  path.reduce<Schema>((each, name) => each.properties?.[name] ?? each.items ?? {}, schema);
