import { type TProperties, type TSchema, Type } from 'typebox';
import type { Dialect } from '../../http/openapi/dialect.ts';
import { exactly, nullable } from '../../http/openapi/parts.ts';
import { STATES } from './fields.ts';
import { MAX_ELEMENTS } from './query.ts';

const OK = Type.Literal('OK');
const isTime = { pattern: '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$', description: 'In UTC.' };
export const timeText = Type.String(isTime);
const count = Type.Integer({ minimum: 0 });

export const state = Type.Enum([...STATES]);

const dbg_info = exactly(
  { output_term: Type.String(), version: Type.String(), warnings: Type.Array(Type.String()) },
  { title: 'Debug' },
);

export const response = (fields: TProperties) => exactly({ response: exactly({ ...fields, dbg_info }) });

/** What all records answer. */
const common = {
  id: Type.Integer(),
  code: nullable(Type.String()),
  name: Type.String(),
  state,
  created_on: Type.String(isTime),
  last_modified: Type.String(isTime),
  advertiser_id: nullable(Type.Integer()),
  member_id: Type.Integer(),
};

const MetaAnswer = response({
  status: OK,
  fields: Type.Array(
    exactly({
      name: Type.String(),
      type: Type.Enum(['int', 'double', 'string', 'enum', 'boolean', 'timestamp', 'array', 'object']),
      sort_by: Type.Boolean(),
      filter_by: Type.Boolean(),
      read_only: Type.Boolean(),
      required_on: nullable(Type.Array(Type.Enum(['POST', 'PUT']))),
      default: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
      values: Type.Optional(Type.Array(Type.Union([Type.String(), Type.Number()]))),
    }),
  ),
});

/** The answers of one kind of record, by route. `own` are its fields beyond those of all records. */
export function recordAnswers(
  { one, many, title }: { one: string; many: string; title: string },
  own: TProperties,
) {
  const fields = { ...common, ...own };
  const record = exactly(fields, { title });
  // `fields=` leaves out what it does not name.
  const picked = Type.Partial(Type.Object(fields), { title: `${title}Item`, additionalProperties: false });
  const whole = (id: TSchema) =>
    response({
      status: OK,
      count: Type.Literal(1),
      id,
      start_element: Type.Literal(0),
      num_elements: Type.Literal(MAX_ELEMENTS),
      [one]: record,
    });
  return {
    list: response({
      status: OK,
      [many]: Type.Array(picked, { maxItems: MAX_ELEMENTS }),
      count,
      start_element: nullable(count),
      num_elements: nullable(count),
    }),
    meta: MetaAnswer,
    made: whole(Type.Integer()),
    changed: whole(Type.String()),
    removed: response({
      status: OK,
      count: Type.Integer({ minimum: 1 }),
      id: Type.String({ description: 'Of several, with commas between.' }),
    }),
  };
}

export const AuthAnswer = exactly({ response: exactly({ status: OK, token: Type.String() }) });

export const dialect: Dialect = {
  tag: 'Conversion pixels',
  error: exactly(
    {
      response: exactly({
        error_id: Type.Enum(['SYNTAX', 'NOAUTH', 'NOAUTH_EXPIRED', 'UNAUTH', 'INTEGRITY', 'SYSTEM']),
        error: Type.String(),
        error_code: Type.Union([Type.Integer(), Type.String(), Type.Null()], {
          description: 'A number for each field that an error may be about, a word where it is about none.',
        }),
        field: Type.Optional(Type.String({ description: 'The field that is not as it should be.' })),
        dbg_info,
      }),
    },
    { title: 'ResponseError' },
  ),
  invalid: 400,
  security: ['raw', 'cookie', 'bearer', 'key'],
};
