import { type TProperties, type TSchema, Type } from 'typebox';
import type { AdRow } from '../store/adRecords.ts';
import type { RecordField } from './recordFields.ts';
import type { RecordKind } from './recordKind.ts';
import { isPlain, MAX_ELEMENTS, prefixesOf } from './recordQuery.ts';

const strict = { additionalProperties: false };
const count = (description: string) => Type.Optional(Type.String({ pattern: '^\\d{1,9}$', description }));
const optional = (description: string) => Type.Optional(Type.String({ description }));

const advertiser = {
  advertiser_id: optional('The advertiser, by number.'),
  advertiser_code: optional('The advertiser, by the id of its account.'),
};
const named = { id: optional('The record.'), code: optional("The record, by its advertiser's name for it.") };

/** What the routes of one kind of record take, for the document; the routes read their requests by themselves. */
export function recordSchemas<Row extends AdRow>({ one, fields, body }: RecordKind<Row>) {
  const readOnly = fields.filter(field => field.readOnly).map(({ name }) => name);
  const ignored = (names: string[]): TProperties =>
    Object.fromEntries(names.map(name => [name, Type.Optional(Type.Unknown({ readOnly: true }))]));
  const bodyOf = (own: TProperties): TSchema =>
    Type.Object({
      [one]: Type.Object(
        {
          ...Type.Partial(body).properties,
          advertiser_id: Type.Optional(Type.Integer()),
          ...ignored(readOnly),
          ...own,
        },
        strict,
      ),
    });
  const { name } = body.properties;
  return {
    list: Type.Object(
      {
        start_element: count('How many to skip.'),
        num_elements: count(`How many, at most ${MAX_ELEMENTS}.`),
        sort: optional('Fields, like "name.desc,id".'),
        fields: optional('The fields to answer with, like "id,name".'),
        search: optional('A part of the id, name or code.'),
        advertiser_code: advertiser.advertiser_code,
        ...Object.assign({}, ...fields.filter(isPlain).map(filtersOf)),
      },
      strict,
    ),
    make: { querystring: Type.Object(advertiser, strict), body: bodyOf({ name: name!, ...ignored(['id']) }) },
    change: {
      querystring: Type.Object(
        {
          ...advertiser,
          ...named,
          append: Type.Optional(
            Type.Enum(['true', 'false'], { description: 'Adds to lists instead of replacing them.' }),
          ),
        },
        strict,
      ),
      body: bodyOf({ id: Type.Optional(Type.Integer()) }),
    },
    remove: Type.Object({ ...advertiser, ...named }, strict),
  };
}

/** A field's own parameter, and those with a prefix. */
const filtersOf = (field: RecordField): TProperties =>
  Object.fromEntries(
    ['', ...prefixesOf(field)].map(prefix => [
      prefix + field.name,
      optional(prefix ? `${prefix.slice(0, -1)} ${field.type}` : `${field.type}; several with commas`),
    ]),
  );
