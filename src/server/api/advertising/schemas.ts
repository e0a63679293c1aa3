import { type TProperties, type TSchema, Type } from 'typebox';
import type { AdRow } from '../../store/adRecords.ts';
import { orCsv } from '../sendCsv.ts';
import type { RecordField } from './fields.ts';
import { isPlain, prefixesOf } from './filters.ts';
import { aroundIt, type RecordKind } from './kind.ts';
import { MAX_ELEMENTS } from './query.ts';

const strict = { additionalProperties: false };
const count = (description: string) => Type.Optional(Type.String({ pattern: '^\\d{1,9}$', description }));
const optional = (description: string) => Type.Optional(Type.String({ description }));

const advertiser = {
  advertiser_id: optional('The advertiser, by number.'),
  advertiser_code: optional('The advertiser, by the id of its account.'),
};
const append = Type.Optional(
  Type.Enum(['true', 'false', 'True', 'False'], { description: 'Adds to lists instead of replacing them.' }),
);
const id = Type.String({ description: 'The record, or several with commas between.' });
const idOrText = Type.Unsafe<number | string>({ type: ['integer', 'string'], pattern: '^\\d{1,15}$' });
const ofPath = Type.Object({ id });
const named = {
  id: optional('The record, or several with commas between; also as id[0]=1&id[1]=2.'),
  code: optional("The record, by its advertiser's name for it."),
};

/** What the routes of one kind of record take and answer, for the document; the routes read their requests by themselves. */
export function recordSchemas<Row extends AdRow>({
  one,
  many,
  fields,
  body,
  answers,
  alias,
}: RecordKind<Row>) {
  const readOnly = fields.filter(field => field.readOnly).map(({ name }) => name);
  const ignored = (names: string[]): TProperties =>
    Object.fromEntries(names.map(name => [name, Type.Optional(Type.Unknown({ readOnly: true }))]));
  const bodyOf = (...own: TProperties[]): TSchema => {
    const records = own.map(fields =>
      Type.Object(
        {
          ...Type.Partial(body).properties,
          advertiser_id: Type.Optional(idOrText),
          ...ignored(readOnly),
          ...ignored(aroundIt(one, many)),
          ...fields,
        },
        strict,
      ),
    );
    return inEither(records.length > 1 ? Type.Union(records) : records[0]!);
  };
  /** The wrapper's name, as the path has it, or with a low line. */
  const inEither = (record: TSchema): TSchema => {
    const snake = one.replaceAll('-', '_');
    const wrapped = Type.Object({ [one]: record });
    return snake === one ? wrapped : Type.Union([wrapped, Type.Object({ [snake]: record })]);
  };
  const queries = {
    list: Type.Object(
      {
        start_element: count('How many to skip.'),
        num_elements: count(`How many, at most ${MAX_ELEMENTS}.`),
        sort: optional('Fields, like "name.desc,id".'),
        fields: optional('The fields to answer with, like "id,name".'),
        search: optional('A part of the id, name or code.'),
        format: Type.Optional(
          Type.Enum(['json', 'csv'], { description: 'A CSV has all that are found, the oldest first.' }),
        ),
        advertiser_code: advertiser.advertiser_code,
        ...Object.assign({}, ...fields.filter(isPlain).map(filtersOf), ...fields.map(countsOf)),
      },
      strict,
    ),
    one: Type.Object(
      { fields: optional('The fields to answer with, like "id,name".'), ...advertiser },
      strict,
    ),
    make: Type.Object(advertiser, strict),
    changeOne: Type.Object({ ...advertiser, append }, strict),
    change: Type.Object({ ...advertiser, ...named, append }, strict),
    remove: Type.Object({ ...advertiser, ...named }, strict),
  };
  const { name } = body.properties;
  const bodies = {
    // Of two names either will do.
    make: bodyOf(
      ...(alias ? ['name', alias] : ['name']).map(each => ({ [each]: name!, ...ignored(['id']) })),
    ),
    change: bodyOf({ id: Type.Optional(idOrText) }),
  };
  return {
    list: {
      summary: `List ${many}, or get one`,
      shown: { querystring: queries.list, response: { 200: orCsv(answers.list) }, refusals: [404] },
    },
    one: {
      summary: `Get a ${one}`,
      shown: { params: ofPath, querystring: queries.one, response: { 200: answers.list } },
    },
    changeOne: {
      summary: `Change a ${one}, named by the path`,
      shown: {
        params: ofPath,
        querystring: queries.changeOne,
        body: bodies.change,
        response: { 200: answers.changed },
        refusals: [404, 409],
      },
    },
    removeOne: {
      summary: `Remove a ${one}, named by the path`,
      shown: {
        params: ofPath,
        querystring: Type.Object(advertiser, strict),
        response: { 200: answers.removed },
        refusals: [404, 409],
      },
    },
    meta: { summary: `The fields of a ${one}`, shown: { response: { 200: answers.meta } } },
    make: {
      summary: `Make a ${one}`,
      shown: {
        querystring: queries.make,
        body: bodies.make,
        response: { 200: answers.made },
        refusals: [404, 409],
      },
    },
    change: {
      summary: `Change a ${one}`,
      shown: {
        querystring: queries.change,
        body: bodies.change,
        response: { 200: answers.changed },
        refusals: [404, 409],
      },
    },
    remove: {
      summary: `Remove a ${one}`,
      shown: { querystring: queries.remove, response: { 200: answers.removed }, refusals: [404, 409] },
    },
  };
}

/** For a list: how many it holds. */
const countsOf = ({ name, type }: RecordField): TProperties =>
  type === 'array'
    ? {
        [`having_${name}`]: optional('How many it holds; several numbers with commas.'),
        [`having_min_${name}`]: count('How many it holds, at least.'),
        [`having_max_${name}`]: count('How many it holds, at most.'),
      }
    : {};

/** A field's own parameter, and those with a prefix. */
const filtersOf = (field: RecordField): TProperties =>
  Object.fromEntries(
    ['', ...prefixesOf(field)].map(prefix => [
      prefix + field.name,
      optional(prefix ? `${prefix.slice(0, -1)} ${field.type}` : `${field.type}; several with commas`),
    ]),
  );
