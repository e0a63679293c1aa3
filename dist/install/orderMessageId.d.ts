import type { PixelCall } from './pixelCall.js';
/** The property by which an event is an order's. */
export declare const ORDER_KEY = "order_id";
/** Longest `messageId` that the collector takes. */
export declare const MAX_MESSAGE_ID = 255;
/**
 * The `messageId` of an order's event: write key, event name and order id. It is the same on every platform and at each
 * reload, so that the collector counts the order once. Undefined where there is no order.
 */
export declare function orderMessageId({ order }: PixelCall, id: unknown): string | undefined;
/**
 * The same as statements of a script: they give `options` the id, unless the page gave one, and take what is no order's id
 * out of `properties`.
 * @param reading may have the expression of an order's id where the properties have none, and that of the write key
 */
export declare function orderStatements({ order, writeKey: own }: PixelCall, { order: elsewhere, writeKey }: {
    order?: string;
    writeKey?: string;
}): string[];
