import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { text } from '../http/openapi/parts.ts';
import { csvText } from './csvText.ts';

export type CsvRows = object[];

/** How a list is answered. */
export const format = Type.Optional(Type.Enum(['json', 'csv'], { fix: 'must be "json" or "csv"' }));

/** What an answer is, as JSON or as CSV. */
export const orCsv = (schema: TSchema) => ({
  content: { 'application/json': { schema }, ...text('text/csv').content },
});

/** Every text is quoted. Cells that a spreadsheet would run as formulas begin with a quote; a BOM has Excel read the rest as UTF-8. */
export function sendCsv(
  reply: FastifyReply,
  name: string,
  columns: readonly string[],
  rows: Iterable<CsvRows> | AsyncIterable<CsvRows>,
): FastifyReply {
  async function* text() {
    let header = true;
    for await (const page of rows) {
      yield stringify(page, {
        columns,
        header,
        bom: header,
        quoted_string: true,
        cast: {
          string: csvText,
          boolean: String,
          // A list is a text as well, and as likely a formula.
          object: value => ({ value: textOf(value), quoted: true }),
        },
        record_delimiter: 'windows',
      });
      header = false;
    }
  }
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(Readable.from(text()));
}

const textOf = (value: object): string =>
  Array.isArray(value) && isPlain(value) ? csvText(value.join(' ')) : JSON.stringify(value);

const isPlain = (list: unknown[]): boolean => list.every(each => typeof each !== 'object');
