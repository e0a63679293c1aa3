import { InstallError } from './installError.ts';
import type { Pixel, PixelValue } from './pixel.ts';

/** One property of a call. */
export interface CallValue extends PixelValue {
  /** Where in the pixel it stands, for messages. */
  field: string;
  key: string;
  /** A text that is a number becomes one. */
  isNumber?: true;
}

/** The call of the tag that a saved pixel stands for, the same on every platform. */
export interface PixelCall {
  command: 'page' | 'conversion' | 'microconversion';
  /** Of conversions and microconversions. */
  type?: string;
  values: CallValue[];
  /** The pixel's id: travels as `context.pixel.id`. */
  id: string;
  /** The tag's write key, where it is known. */
  writeKey?: string | undefined;
  /** What the `messageId` of an order's event begins with; undefined where no order can be. */
  order?: string;
}

/**
 * Reads a saved pixel as a call; its own fields win over properties of the same name, and a fixed text with nothing in
 * it is no value.
 * @param writeKey the tag's. Default: the call has no id of its own for an order
 */
export function pixelCall({ id, config }: Pixel, writeKey?: string): PixelCall {
  const { type, conversion_type, revenue, currency, properties = [] } = config;
  const own: CallValue[] = [];
  if (revenue) own.push({ ...revenue, field: 'config.revenue', key: 'revenue', isNumber: true });
  if (currency) own.push({ ...currency, field: 'config.currency', key: 'currency' });
  const others: CallValue[] = properties
    .map((property, index) => ({ ...property, field: `config.properties.${index}` }))
    .filter(({ key }) => !own.some(value => value.key === key));
  const values: CallValue[] = [...own, ...others].filter(
    ({ source, value, isNumber }) => source === 'variable' || isNumber || value.trim(),
  );
  for (const { field, key, source, value, isNumber } of values) {
    if (key === '__proto__') throw new InstallError(field, 'no object can have a property named __proto__');
    if (source === 'fixed' && isNumber && !isNumeric(value)) throw new InstallError(field, 'is no number');
  }
  if (type === 'pageview') return { command: 'page', values, id, writeKey };
  if (!conversion_type) throw new InstallError('config.conversion_type', `a ${type} needs one`);
  const order = writeKey && { order: `${writeKey}:${conversion_type}:` };
  return { command: type, type: conversion_type, values, id, writeKey, ...order };
}

const isNumeric = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** A fixed value as it is passed: numbers as numbers. */
export const fixedValue = ({ value, isNumber }: CallValue): string | number =>
  isNumber ? Number(value) : value;

/** The values that the platform's variables hold. */
export const variablesOf = ({ values }: PixelCall): CallValue[] =>
  values.filter(({ source }) => source === 'variable');

/** The arguments of the call, given an object of its properties. */
export const callArguments = ({ command, type }: PixelCall): string[] => (type ? [command, type] : [command]);
