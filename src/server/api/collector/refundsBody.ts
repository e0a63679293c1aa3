import { readValue } from '../../attribution/readValue.ts';
import type { FieldProblem } from '../../http/errors.ts';
import { invalid } from '../../http/errors.ts';
import { readTime } from '../time.ts';

/** A refund as it was asked for. */
export interface NewRefund {
  order_id: string;
  /** Undefined: the whole order. */
  value: number | undefined;
  currency: string;
  /** Undefined where it has none. */
  id: string | undefined;
  /** In ms; undefined: now. */
  time: number | undefined;
  /** Undefined where it is not said. */
  write_key: string | undefined;
}

/** Most refunds of one request. */
export const MAX_REFUNDS = 1000;

/** Longest id of a refund, and of an order. */
const MAX_ID = 200;
const MAX_ORDER_ID = 255;

const FIELDS = ['order_id', 'value', 'currency', 'id', 'time', 'write_key'];

/** The account that a body names. */
export function readAccount(body: unknown): string | undefined {
  const { account_id: id } = isObject(body) ? body : {};
  if (id === undefined || typeof id === 'string') return id;
  throw problem('account_id', 'must be a text', 'type');
}

/** The refunds of a body: one, or `{"refunds": […]}`. Throws what the client should hear. */
export function readRefunds(body: unknown): NewRefund[] {
  if (!isObject(body) || body.refunds === undefined) return [readRefund(body, '')];
  const { refunds, account_id: _, ...rest } = body;
  const [strange] = Object.keys(rest);
  if (strange !== undefined) throw problem(strange, 'belongs into each of the refunds', 'unknown');
  if (!Array.isArray(refunds)) throw problem('refunds', 'must be a list', 'type');
  if (refunds.length === 0) throw problem('refunds', 'must hold a refund', 'missing');
  if (refunds.length > MAX_REFUNDS) {
    throw problem('refunds', `holds ${refunds.length}, send at most ${MAX_REFUNDS}`, 'max');
  }
  return refunds.map((each: unknown, at) => readRefund(each, `refunds/${at}/`));
}

function readRefund(sent: unknown, place: string): NewRefund {
  const fail = (name: string, fix: string, type = 'value') => problem(`${place}${name}`, fix, type);
  if (!isObject(sent))
    throw problem(place.slice(0, -1) || 'body', 'must be an object like {"order_id": "A-1001"}', 'type');
  const { account_id: _, writeKey, ...rest } = sent;
  const given = writeKey === undefined ? rest : { write_key: writeKey, ...rest };
  const strange = Object.keys(given).find(name => !FIELDS.includes(name));
  if (strange !== undefined) throw fail(strange, `is no field; those are ${FIELDS.join(', ')}`, 'unknown');

  const text = (name: string, most: number): string | undefined => {
    const value = given[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') throw fail(name, 'must be a text', 'type');
    const read = `${value}`.trim();
    if (read.length > most) throw fail(name, `${read.length} characters, send at most ${most}`, 'max');
    return read || undefined;
  };
  const order_id = text('order_id', MAX_ORDER_ID);
  if (order_id === undefined) throw fail('order_id', 'name the order, like "A-1001"', 'missing');
  const currency = text('currency', 3) ?? '';
  if (currency && !/^[a-z]{3}$/i.test(currency)) throw fail('currency', 'must be three letters, like EUR');
  const reading = readValue(given.value, currency);
  if (reading.is === 'unreadable' || (reading.is === 'number' && reading.value < 0)) {
    throw fail(
      'value',
      'must be what was given back, a number like 20 or 20.5; without one it is the whole order',
    );
  }
  return {
    order_id,
    value: reading.is === 'number' ? reading.value : undefined,
    currency,
    id: text('id', MAX_ID),
    time: readTime(`${place}time`, text('time', 40)),
    write_key: text('write_key', 100),
  };
}

function problem(field: string, fix: string, type: string) {
  const detail: FieldProblem = { field, message: `${field}: ${fix}`, type };
  return invalid(detail);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
