import { isOrderId, NO_ORDER } from "../protocol/orderId.js";
import { scriptLiteral } from "./escape.js";
/** The property by which an event is an order's. */
export const ORDER_KEY = 'order_id';
/** Longest `messageId` that the collector takes. */
export const MAX_MESSAGE_ID = 255;
/**
 * The `messageId` of an order's event: write key, event name and order id. It is the same on every platform and at each
 * reload, so that the collector counts the order once. Undefined where there is no order.
 */
export function orderMessageId({ order }, id) {
    const text = typeof id === 'number' || typeof id === 'string' ? `${id}`.trim() : '';
    return order !== undefined && isOrderId(text) ? (order + text).slice(0, MAX_MESSAGE_ID) : undefined;
}
/**
 * The same as statements of a script: they give `options` the id, unless the page gave one, and take what is no order's id
 * out of `properties`.
 * @param reading may have the expression of an order's id where the properties have none, and that of the write key
 */
export function orderStatements({ order, writeKey: own = '' }, { order: elsewhere, writeKey }) {
    if (order === undefined)
        return [];
    const prefix = writeKey ? `${writeKey} + ${scriptLiteral(order.slice(own.length))}` : scriptLiteral(order);
    const asText = 'if (typeof value == "number" || typeof value == "bigint") value += "";';
    return [
        `value = properties.${ORDER_KEY};`,
        asText,
        `if (typeof value == "string" && ${NO_ORDER}.test(value.trim())) {`,
        '  value = null;',
        `  delete properties.${ORDER_KEY};`,
        '}',
        ...(elsewhere ? [`if (value == null) value = ${elsewhere};`, asText] : []),
        `if (typeof value == "string"${elsewhere ? ` && !${NO_ORDER}.test(value.trim())` : ''} && !options.messageId) {`,
        `  options.messageId = (${prefix} + value.trim()).slice(0, ${MAX_MESSAGE_ID});`,
        '}',
    ];
}
