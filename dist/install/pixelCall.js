import { InstallError } from "./installError.js";
/**
 * Reads a saved pixel as a call; its own fields win over properties of the same name, and a fixed text with nothing in
 * it is no value.
 * @param writeKey the tag's. Default: the call has no id of its own for an order
 */
export function pixelCall({ id, config }, writeKey) {
    const { type, conversion_type, revenue, currency, properties = [] } = config;
    const own = [];
    if (revenue)
        own.push({ ...revenue, field: 'config.revenue', key: 'revenue', isNumber: true });
    if (currency)
        own.push({ ...currency, field: 'config.currency', key: 'currency' });
    const others = properties
        .map((property, index) => ({ ...property, field: `config.properties.${index}` }))
        .filter(({ key }) => !own.some(value => value.key === key));
    const values = [...own, ...others].filter(({ source, value, isNumber }) => source === 'variable' || isNumber || value.trim());
    for (const { field, key, source, value, isNumber } of values) {
        if (key === '__proto__')
            throw new InstallError(field, 'no object can have a property named __proto__');
        if (source === 'fixed' && isNumber && !isNumeric(value))
            throw new InstallError(field, 'is no number');
    }
    if (type === 'pageview')
        return { command: 'page', values, id, writeKey };
    if (!conversion_type)
        throw new InstallError('config.conversion_type', `a ${type} needs one`);
    const order = writeKey && { order: `${writeKey}:${conversion_type}:` };
    return { command: type, type: conversion_type, values, id, writeKey, ...order };
}
const isNumeric = (text) => text.trim() !== '' && Number.isFinite(Number(text));
/** A fixed value as it is passed: numbers as numbers. */
export const fixedValue = ({ value, isNumber }) => isNumber ? Number(value) : value;
/** The values that the platform's variables hold. */
export const variablesOf = ({ values }) => values.filter(({ source }) => source === 'variable');
/** The arguments of the call, given an object of its properties. */
export const callArguments = ({ command, type }) => (type ? [command, type] : [command]);
