import { type TProperties, type TSchema, Type } from 'typebox';

/** An answer, or a part of one, that has these fields and no other. With a title the document has it once, by that name. */
export const exactly = <Fields extends TProperties>(
  fields: Fields,
  options: { title?: string; description?: string } = {},
) => Type.Object(fields, { ...options, additionalProperties: false });

export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

const DATE = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d';

/** As `isoTime` writes it. */
export const time = Type.String({ format: 'date-time', pattern: `^${DATE}(\\.\\d{3})?Z$` });

/** As `isoSeconds` writes it. */
export const seconds = Type.String({ format: 'date-time', pattern: `^${DATE}Z$` });

export const uuid = Type.String({
  format: 'uuid',
  pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
});

/** A write key, and other ids of that shape. */
export const hex32 = Type.String({ pattern: '^[0-9a-f]{32}$', fix: 'must be 32 hexadecimal digits' });

/** An answer without a body. */
export const nothing = Type.Unsafe<undefined>({ type: 'null', description: 'Done; there is no body' });

/** An answer of another type than JSON. */
export const text = (...types: string[]) => ({
  content: Object.fromEntries(types.map(type => [type, { schema: Type.String() }])),
});
